using System.Text.Json.Serialization;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Trust.Partners;

/// <summary>A key of a partner city.</summary>
/// <param name="Kid">The key id, eight hex digits; the first six are the city's code.</param>
/// <param name="X">The x coordinate of the point, base64url.</param>
/// <param name="Y">The y coordinate of the point, base64url.</param>
/// <param name="NotBefore">The first second in which the key is valid.</param>
/// <param name="NotAfter">The last second in which the key is valid.</param>
/// <param name="Uses">What it signs: the profiles <c>S</c>, <c>H</c>, <c>P</c>, and <c>status</c>.</param>
public sealed record PartnerKey(
    string Kid, string X, string Y, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Uses);

/// <summary>One line of a mapping: the partner's number and ours.</summary>
/// <param name="Theirs">The partner's tier or entitlement bit.</param>
/// <param name="Ours">Our tier or bit; null when we recognise an entitlement, but it gives nothing here.</param>
public sealed record MapLine(byte Theirs, byte? Ours = null);

/// <summary>A partner city whose passes are recognised here (人才互认、服务互通).</summary>
public sealed record PartnerCity
{
    /// <summary>The GB/T 2260 code, six digits.</summary>
    public required int CityCode { get; init; }

    /// <summary>The name of the city.</summary>
    public required Bilingual City { get; init; }

    /// <summary>The URL at which the city publishes its keys; null when the keys were exchanged by hand.</summary>
    public string? KeySource { get; init; }

    /// <summary>The start of the URLs of its status lists, which the list's number follows; null when it has none.</summary>
    public string? StatusUrl { get; init; }

    /// <summary>Its keys.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; init; } = [];

    /// <summary>Its tiers and our tiers for them.</summary>
    public IReadOnlyList<MapLine> Tiers { get; init; } = [];

    /// <summary>Its entitlement bits and our bits for them.</summary>
    public IReadOnlyList<MapLine> Entitlements { get; init; } = [];

    /// <summary>The ids of the services that both cities share.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The two tables in the form that verification uses.</summary>
    [JsonIgnore]
    public CityMap Map => field ??= new CityMap(
        CityCode,
        Tiers.ToDictionary(line => line.Theirs, line => line.Ours ?? line.Theirs),
        Entitlements.ToDictionary(line => line.Theirs, line => line.Ours ?? CityMap.Nothing));

    /// <summary>Its keys in the form that verification uses.</summary>
    /// <exception cref="FormatException">
    /// A key id or a coordinate has a wrong form. <see cref="PartnerReader"/> checks this first.
    /// </exception>
    public IEnumerable<VerificationKey> VerificationKeys() => Keys.Select(key => new VerificationKey(
        Kid.TryParse(key.Kid, out var kid) ? kid : throw new FormatException("A partner's key id is eight hex digits."),
        Es256.Algorithm,
        KeySetDocument.Point(key.X, key.Y) ?? throw new FormatException("A partner's key has two coordinates of 32 bytes."),
        key.NotBefore,
        key.NotAfter,
        KeySetDocument.UsesOf(key.Uses),
        Map));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PartnerCity))]
internal sealed partial class PartnerJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static PartnerJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
