using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Trust.Partners;

/// <summary>A partner city as the talent office records it.</summary>
/// <param name="City">What people call it.</param>
/// <param name="Keys">Its keys, at most 8; each id begins with the city's code.</param>
/// <param name="Tiers">Its tiers in ours; a tier that is not listed is not recognised.</param>
/// <param name="Entitlements">Its entitlement bits in ours; a bit that is not listed is not recognised.</param>
/// <param name="Services">The services both cities share.</param>
/// <param name="KeySource">Where it publishes its keys, an https address.</param>
/// <param name="StatusUrl">Where its status lists are, an https address the list's number follows.</param>
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
/// <param name="Kid">Eight hex digits; the first six are the city.</param>
/// <param name="X">The point's x, base64url.</param>
/// <param name="Y">The point's y, base64url.</param>
/// <param name="NotBefore">First second it counts.</param>
/// <param name="NotAfter">Last second it counts.</param>
/// <param name="Uses">The profiles it signs: <c>S</c>, <c>H</c>, <c>P</c>, and <c>status</c>.</param>
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
