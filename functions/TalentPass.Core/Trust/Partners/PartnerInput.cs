using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Trust.Partners;

/// <summary>What the talent office sends to record a partner city.</summary>
/// <param name="City">The name of the city.</param>
/// <param name="Keys">Its keys, at most 8; each id begins with the city's code.</param>
/// <param name="Tiers">Its tiers and our tiers for them. A tier that is not listed is not recognised.</param>
/// <param name="Entitlements">Its entitlement bits and our bits for them. A bit that is not listed is not recognised.</param>
/// <param name="Services">The ids of the services that both cities share.</param>
/// <param name="KeySource">
/// The https URL at which the city publishes its keys: port 443, a public DNS name, no user, query or fragment.
/// </param>
/// <param name="StatusUrl">The start of the https URLs of its status lists, of the same form; the list's number follows.</param>
public sealed record PartnerInput(
    PartnerName City,
    [property: MaxLength(8)] IReadOnlyList<PartnerKeyInput> Keys,
    [property: MaxLength(24)] IReadOnlyList<MapLine> Tiers,
    [property: MaxLength(16)] IReadOnlyList<MapLine> Entitlements,
    [property: MaxLength(16)] IReadOnlyList<string> Services,
    [property: StringLength(TextLimits.Address)] string? KeySource = null,
    [property: StringLength(TextLimits.Address)] string? StatusUrl = null);

/// <summary>A city's name in both languages.</summary>
/// <param name="Zh">Chinese.</param>
/// <param name="En">English.</param>
public sealed record PartnerName(
    [property: StringLength(TextLimits.CityName, MinimumLength = 1)] string Zh, [property: StringLength(TextLimits.CityName, MinimumLength = 1)] string En);

/// <summary>A key of a partner city.</summary>
/// <param name="Kid">The key id, eight hex digits; the first six are the city's code.</param>
/// <param name="X">The x coordinate of the point, base64url.</param>
/// <param name="Y">The y coordinate of the point, base64url.</param>
/// <param name="NotBefore">The first second in which the key is valid.</param>
/// <param name="NotAfter">The last second in which the key is valid.</param>
/// <param name="Uses">What it signs: the profiles <c>S</c>, <c>H</c>, <c>P</c>, and <c>status</c>.</param>
public sealed record PartnerKeyInput(
    [property: StringLength(8)] string Kid,
    [property: StringLength(43)] string X,
    [property: StringLength(43)] string Y,
    DateTimeOffset NotBefore,
    DateTimeOffset NotAfter,
    [property: MinLength(1), MaxLength(4)] IReadOnlyList<string> Uses);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PartnerInput))]
internal sealed partial class PartnerInputJson : JsonSerializerContext;
