using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Catalogue.Services;

/// <summary>A possible result of a service (办理结果): what an approval says beside "approved".</summary>
/// <param name="Type">The stable id within the service, e.g. <c>grant</c> or <c>grant-partly</c>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Form">
/// The fields of the decision: a closed JSON Schema (2020-12) with the keywords of forms, and without lists and objects inside.
/// </param>
/// <param name="Example">Example fields, which the form must accept.</param>
/// <param name="Effects">What follows from the decision by itself; null when nothing does.</param>
public sealed record ServiceResult(
    string Type, Bilingual Title, JsonElement Form, JsonElement Example, IReadOnlyList<ResultEffect>? Effects = null)
{
    /// <summary>The field that says which result it is; no form may have it.</summary>
    public const string TypeField = "type";

    /// <summary>The first and the last day of what was granted. A last day may not lie before the decision.</summary>
    public const string ValidFrom = "validFrom", ValidTo = "validTo";
}

/// <summary>What a decision causes besides the end of the request.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(StatusEffect), "status")]
public abstract record ResultEffect;

/// <summary>
/// The applicant becomes a talent (人才认定): the decision's <c>tier</c>, from the day of the decision to its <c>validTo</c>.
/// </summary>
/// <param name="Scheme">The id of the scheme.</param>
/// <param name="SchemeVersion">The version of the scheme.</param>
/// <param name="Issuer">The department that recognises the talent (认定单位), 1–100 code points.</param>
public sealed record StatusEffect(string Scheme, string SchemeVersion, string Issuer) : ResultEffect
{
    /// <summary>The field with the tier.</summary>
    public const string Tier = "tier";
}
