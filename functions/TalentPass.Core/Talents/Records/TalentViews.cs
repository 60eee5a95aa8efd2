using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>A status, for display.</summary>
/// <param name="StatusId">Its id.</param>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="SchemeVersion">The version of the scheme under which it was given.</param>
/// <param name="Tier">The tier's id.</param>
/// <param name="TierTitle">The tier's name.</param>
/// <param name="Level">The tier's level, 1 (highest) to 8.</param>
/// <param name="Issuer">The body that recognised the talent.</param>
/// <param name="Basis">The basis (认定依据).</param>
/// <param name="ValidFrom">The first day on which it is valid.</param>
/// <param name="ValidTo">The last day on which it is valid; null when it has no end.</param>
/// <param name="RevokedAt">When it was revoked; null when it is not revoked.</param>
/// <param name="Standing">Its standing today.</param>
public sealed record StatusView(
    string StatusId,
    string Scheme,
    string SchemeVersion,
    string Tier,
    string TierTitle,
    int Level,
    StatusIssuer Issuer,
    string Basis,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    DateTimeOffset? RevokedAt,
    Standing Standing);

/// <summary>The data that a talent sees about themselves after sign-in.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="Standing">The talent's standing today.</param>
/// <param name="Statuses">Every status, newest first.</param>
public sealed record OwnTalentView(
    string TalentId, string Nature, string NatureTitle, Standing Standing, IReadOnlyList<StatusView> Statuses);

/// <summary>A talent in a list. It has only the data that an officer needs to choose the right person.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="DisplayName">The masked name.</param>
/// <param name="Phone">The masked phone number; null when there is none.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="Standing">The talent's standing today.</param>
/// <param name="Tier">The tier of the status that counts for the talent.</param>
/// <param name="TierTitle">The tier's name.</param>
/// <param name="ValidTo">The last day on which that status is valid; null when it has no end.</param>
public sealed record TalentListItem(
    string TalentId,
    string DisplayName,
    string? Phone,
    string Nature,
    string NatureTitle,
    Standing Standing,
    string? Tier,
    string? TierTitle,
    DateOnly? ValidTo);

/// <summary>A name with its parts.</summary>
/// <param name="Full">The whole name.</param>
/// <param name="Surname">The surname of a foreign document.</param>
/// <param name="Given">The given names of a foreign document.</param>
/// <param name="ChineseName">The Chinese name of a foreigner.</param>
public sealed record NameView(string Full, string? Surname, string? Given, string? ChineseName)
{
    /// <summary>Makes the view of a name.</summary>
    public static NameView Of(PersonName name) => new(name.Full, name.Surname, name.Given, name.ChineseName);
}

/// <summary>A document on record.</summary>
/// <param name="DocumentId">Its id.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Number">Its number.</param>
/// <param name="Country">The country that issued a passport; null for other documents.</param>
/// <param name="ValidTo">The last day on which it is valid; null when unknown or without end.</param>
/// <param name="ReplacedAt">When another document replaced it; null while it is current.</param>
public sealed record DocumentView(
    string DocumentId, DocumentKind Kind, string Number, string? Country, DateOnly? ValidTo, DateTimeOffset? ReplacedAt);

/// <summary>A family member on record.</summary>
/// <param name="MemberId">The member's id.</param>
/// <param name="Relation">The relation to the talent.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">The masked number of the identity document; null when none was given.</param>
/// <param name="Guardians">The guardians of a minor: <c>talent</c> or member ids.</param>
/// <param name="NeedsGuardianConsent">Whether the member is under 14 today, so that a guardian must consent (PIPL 31).</param>
public sealed record FamilyMemberView(
    string MemberId,
    FamilyRelation Relation,
    NameView Name,
    DateOnly BirthDate,
    string? Document,
    IReadOnlyList<string> Guardians,
    bool NeedsGuardianConsent);

/// <summary>A revocation, for the office.</summary>
/// <param name="StatusId">The id of the status.</param>
/// <param name="RevokedBy">The account that revoked it.</param>
/// <param name="Reason">Why.</param>
public sealed record RevocationView(string StatusId, string RevokedBy, string Reason);

/// <summary>The whole record of a talent, for the office.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="Name">The name.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Phone">The phone number in E.164; null when there is none.</param>
/// <param name="Standing">The talent's standing today.</param>
/// <param name="Documents">Documents, oldest first.</param>
/// <param name="Statuses">Every status, newest first.</param>
/// <param name="Revocations">The revocations of statuses, with their reasons.</param>
/// <param name="Family">Family members, eldest first.</param>
/// <param name="RecordedAt">When the talent was recorded.</param>
public sealed record TalentView(
    string TalentId,
    NameView Name,
    string Nature,
    string NatureTitle,
    DateOnly BirthDate,
    string? Phone,
    Standing Standing,
    IReadOnlyList<DocumentView> Documents,
    IReadOnlyList<StatusView> Statuses,
    IReadOnlyList<RevocationView> Revocations,
    IReadOnlyList<FamilyMemberView> Family,
    DateTimeOffset RecordedAt);
