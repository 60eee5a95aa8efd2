using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Identity;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>What the office hands in to record a talent (<c>POST /talents</c>).</summary>
/// <param name="Name">The name.</param>
/// <param name="Nature">The nature's id in the catalogue.</param>
/// <param name="Documents">1–10 identity documents; the first one identifies the person.</param>
/// <param name="BirthDate">Needed where no document carries it; must agree where one does.</param>
/// <param name="Phone">A phone in any usual spelling.</param>
/// <param name="Statuses">Statuses to record at once, at most 10.</param>
/// <param name="Family">Family members to record at once, at most 20.</param>
public sealed record TalentRegistration(
    NameInput Name,
    string Nature,
    [property: MinLength(1), MaxLength(10)] IReadOnlyList<DocumentInput> Documents,
    DateOnly? BirthDate = null,
    [property: StringLength(TextLimits.Number)] string? Phone = null,
    [property: MaxLength(10)] IReadOnlyList<StatusInput>? Statuses = null,
    [property: MaxLength(20)] IReadOnlyList<FamilyInput>? Family = null);

/// <summary>A name: either <see cref="Full"/>, or the parts of a foreign document.</summary>
/// <param name="Full">A name written in one piece.</param>
/// <param name="Surname">The surname, first in the passport.</param>
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
/// <param name="Country">The country that issued a passport (ISO 3166-1 alpha-3); only for passports, and there needed.</param>
/// <param name="ValidTo">The last day it is valid.</param>
public sealed record DocumentInput(
    DocumentKind Kind,
    [property: StringLength(TextLimits.Number)] string Number,
    [property: RegularExpression("^[A-Z]{3}$")] string? Country = null,
    DateOnly? ValidTo = null);

/// <summary>A status to record (<c>POST /talents/{talentId}/statuses</c>).</summary>
/// <param name="Scheme">The scheme's id in the catalogue.</param>
/// <param name="Tier">The tier's id in that scheme.</param>
/// <param name="Issuer">Who recognised.</param>
/// <param name="Basis">What it rests on, 1–200 characters, without personal data.</param>
/// <param name="ValidFrom">The first day it holds.</param>
/// <param name="ValidTo">The last day it holds; none for a status without end.</param>
/// <param name="SchemeVersion">The version it was given under; the current one when left out.</param>
public sealed record StatusInput(
    string Scheme,
    string Tier,
    StatusIssuer Issuer,
    [property: StringLength(TextLimits.Basis, MinimumLength = 1)] string Basis,
    DateOnly ValidFrom,
    DateOnly? ValidTo = null,
    string? SchemeVersion = null);

/// <summary>A family member to record.</summary>
/// <param name="Relation">What they are to the talent.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">An identity document.</param>
/// <param name="Guardians">
/// For a minor: <c>talent</c>, <c>spouse</c> or both. The talent alone when left out.
/// </param>
public sealed record FamilyInput(
    FamilyRelation Relation,
    NameInput Name,
    DateOnly BirthDate,
    DocumentInput? Document = null,
    IReadOnlyList<string>? Guardians = null);

/// <summary>What recording a talent answers with.</summary>
/// <param name="TalentId">The id the talent has from now on.</param>
/// <param name="RecordedAt">When it was recorded.</param>
public sealed record TalentReceipt(string TalentId, DateTimeOffset RecordedAt);
