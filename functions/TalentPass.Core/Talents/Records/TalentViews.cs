using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>A status as people read it.</summary>
/// <param name="StatusId">Its id.</param>
/// <param name="Scheme">The scheme's id.</param>
/// <param name="SchemeVersion">The version it was given under.</param>
/// <param name="Tier">The tier's id.</param>
/// <param name="TierTitle">The tier's name.</param>
/// <param name="Level">1 (highest) to 8.</param>
/// <param name="Issuer">Who recognised.</param>
/// <param name="Basis">What it rests on.</param>
/// <param name="ValidFrom">The first day it holds.</param>
/// <param name="ValidTo">The last day it holds; none without end.</param>
/// <param name="RevokedAt">When it was revoked.</param>
/// <param name="Standing">Where it stands today.</param>
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

/// <summary>What a talent sees of itself at sign-in.</summary>
/// <param name="TalentId">Its id.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="Standing">Where the talent stands today.</param>
/// <param name="Statuses">Every status, newest first.</param>
public sealed record OwnTalentView(
    string TalentId, string Nature, string NatureTitle, Standing Standing, IReadOnlyList<StatusView> Statuses);

/// <summary>A talent in a list: enough to pick the right one, no more.</summary>
/// <param name="TalentId">Its id.</param>
/// <param name="DisplayName">The masked name.</param>
/// <param name="Phone">The masked phone.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="Standing">Where the talent stands today.</param>
/// <param name="Tier">The tier that speaks for the talent.</param>
/// <param name="TierTitle">Its name.</param>
/// <param name="ValidTo">The last day it holds.</param>
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
    /// <summary>The view of a name.</summary>
    public static NameView Of(PersonName name) => new(name.Full, name.Surname, name.Given, name.ChineseName);
}

/// <summary>A document on record.</summary>
/// <param name="DocumentId">Its id.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Number">Its number.</param>
/// <param name="Country">The country that issued a passport.</param>
/// <param name="ValidTo">The last day it is valid.</param>
/// <param name="ReplacedAt">When another one took its place.</param>
public sealed record DocumentView(
    string DocumentId, DocumentKind Kind, string Number, string? Country, DateOnly? ValidTo, DateTimeOffset? ReplacedAt);

/// <summary>A family member on record.</summary>
/// <param name="MemberId">Their id.</param>
/// <param name="Relation">What they are to the talent.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">An identity document's masked number.</param>
/// <param name="Guardians"><c>talent</c> or member ids.</param>
/// <param name="NeedsGuardianConsent">Whether they are under 14 today (PIPL 31).</param>
public sealed record FamilyMemberView(
    string MemberId,
    FamilyRelation Relation,
    NameView Name,
    DateOnly BirthDate,
    string? Document,
    IReadOnlyList<string> Guardians,
    bool NeedsGuardianConsent);

/// <summary>A revocation, for the office.</summary>
/// <param name="StatusId">Of which status.</param>
/// <param name="RevokedBy">The account that revoked it.</param>
/// <param name="Reason">Why.</param>
public sealed record RevocationView(string StatusId, string RevokedBy, string Reason);

/// <summary>Everything the office has on a talent.</summary>
/// <param name="TalentId">Its id.</param>
/// <param name="Name">The name.</param>
/// <param name="Nature">The nature's id.</param>
/// <param name="NatureTitle">The nature's name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Phone">The phone, E.164.</param>
/// <param name="Standing">Where the talent stands today.</param>
/// <param name="Documents">Documents, oldest first.</param>
/// <param name="Statuses">Every status, newest first.</param>
/// <param name="Revocations">Why statuses were revoked.</param>
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
