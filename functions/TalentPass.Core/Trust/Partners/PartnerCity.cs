using System.Text.Json.Serialization;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Trust.Partners;

/// <summary>A key of a partner city as agreed with it.</summary>
/// <param name="Kid">Eight hex digits; the first six are the city.</param>
/// <param name="X">The point's x, base64url.</param>
/// <param name="Y">The point's y, base64url.</param>
/// <param name="NotBefore">First second it counts.</param>
/// <param name="NotAfter">Last second it counts.</param>
/// <param name="Uses">The profiles it signs: <c>S</c>, <c>H</c>, <c>P</c>, and <c>status</c>.</param>
public sealed record PartnerKey(
    string Kid, string X, string Y, DateTimeOffset NotBefore, DateTimeOffset NotAfter, IReadOnlyList<string> Uses);

/// <summary>One line of a mapping: their number and ours.</summary>
/// <param name="Theirs">The partner's tier or entitlement bit.</param>
/// <param name="Ours">Our tier or bit; null where an entitlement means nothing here.</param>
public sealed record MapLine(byte Theirs, byte? Ours = null);

/// <summary>A partner city whose passes count here (人才互认、服务互通).</summary>
public sealed record PartnerCity
{
    /// <summary>GB/T 2260 code of six digits.</summary>
    public required int CityCode { get; init; }

    /// <summary>What people call it.</summary>
    public required Bilingual City { get; init; }

    /// <summary>Where it publishes its keys; null when they were exchanged by hand.</summary>
    public string? KeySource { get; init; }

    /// <summary>Where its status lists are (the list's number follows); null when it has none.</summary>
    public string? StatusUrl { get; init; }

    /// <summary>Its keys.</summary>
    public IReadOnlyList<PartnerKey> Keys { get; init; } = [];

    /// <summary>Its tiers in ours.</summary>
    public IReadOnlyList<MapLine> Tiers { get; init; } = [];

    /// <summary>Its entitlement bits in ours.</summary>
    public IReadOnlyList<MapLine> Entitlements { get; init; } = [];

    /// <summary>The services both cities share.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The two tables as verification uses them.</summary>
    [JsonIgnore]
    public CityMap Map => field ??= new CityMap(
        CityCode,
        Tiers.ToDictionary(line => line.Theirs, line => line.Ours ?? line.Theirs),
        Entitlements.ToDictionary(line => line.Theirs, line => line.Ours ?? CityMap.Nothing));

    /// <summary>Its keys as verification uses them.</summary>
    /// <exception cref="FormatException">A key id or coordinate cannot be read; checked when the partner was recorded.</exception>
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
internal sealed partial class PartnerJson : JsonSerializerContext;
