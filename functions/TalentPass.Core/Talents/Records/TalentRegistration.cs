using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>The body with which the office records a talent (<c>POST /talents</c>).</summary>
/// <param name="Name">The name.</param>
/// <param name="Nature">The nature's id in the catalogue.</param>
/// <param name="Documents">1–10 identity documents; the first one identifies the person.</param>
/// <param name="BirthDate">
/// The birth date. Required when no document number contains it. It must agree with the document numbers that do.
/// </param>
/// <param name="Phone">A phone number in any usual spelling.</param>
/// <param name="Statuses">Statuses to record with the talent, at most 10.</param>
/// <param name="Family">Family members to record with the talent, at most 20.</param>
public sealed record TalentRegistration(
    NameInput Name,
    string Nature,
    [property: MinLength(1), MaxLength(10)] IReadOnlyList<DocumentInput> Documents,
    DateOnly? BirthDate = null,
    [property: StringLength(TextLimits.Number)] string? Phone = null,
    [property: MaxLength(10)] IReadOnlyList<StatusInput>? Statuses = null,
    [property: MaxLength(20)] IReadOnlyList<FamilyInput>? Family = null);

/// <summary>A name: either <see cref="Full"/>, or the parts of a foreign document.</summary>
/// <param name="Full">A name that is not divided into surname and given names.</param>
/// <param name="Surname">The surname, as the passport has it.</param>
/// <param name="Given">The given names.</param>
/// <param name="ChineseName">The Chinese name of a foreigner.</param>
public sealed record NameInput(
    [property: StringLength(TextLimits.Name)] string? Full = null,
    [property: StringLength(TextLimits.Name)] string? Surname = null,
    [property: StringLength(TextLimits.Name)] string? Given = null,
    [property: StringLength(TextLimits.Name)] string? ChineseName = null);

/// <summary>An identity document.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The number in any usual spelling.</param>
/// <param name="Country">The country that issued a passport (ISO 3166-1 alpha-3). Required for passports, else not allowed.</param>
/// <param name="ValidTo">The last day on which it is valid.</param>
public sealed record DocumentInput(
    DocumentKind Kind,
    [property: StringLength(TextLimits.Number)] string Number,
    [property: RegularExpression("^[A-Z]{3}$")] string? Country = null,
    DateOnly? ValidTo = null);

/// <summary>A status to record (<c>POST /talents/{talentId}/statuses</c>).</summary>
/// <param name="Scheme">The scheme's id in the catalogue.</param>
/// <param name="Tier">The tier's id in that scheme.</param>
/// <param name="Issuer">The body that recognised the talent.</param>
/// <param name="Basis">The basis (认定依据), 1–200 code points, without personal data.</param>
/// <param name="ValidFrom">The first day on which it is valid.</param>
/// <param name="ValidTo">The last day on which it is valid; left out for a status without end.</param>
/// <param name="SchemeVersion">The version of the scheme; the current version when left out.</param>
public sealed record StatusInput(
    string Scheme,
    string Tier,
    StatusIssuer Issuer,
    [property: StringLength(TextLimits.Basis, MinimumLength = 1)] string Basis,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    string? SchemeVersion = null);

/// <summary>A family member to record.</summary>
/// <param name="Relation">The relation to the talent.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">An identity document.</param>
/// <param name="Guardians">
/// The guardians of a minor: <c>talent</c>, <c>spouse</c> or both. When left out, only the talent.
/// </param>
public sealed record FamilyInput(
    FamilyRelation Relation,
    NameInput Name,
    DateOnly BirthDate,
    DocumentInput? Document = null,
    IReadOnlyList<string>? Guardians = null);

/// <summary>The answer to the recording of a talent.</summary>
/// <param name="TalentId">The id of the talent.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record TalentReceipt(string TalentId, DateTimeOffset RecordedAt);
