using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>The kinds of bodies that recognise talents (认定单位): the city, or a delegated employer or university (自主认定).</summary>
public enum IssuerKind
{
    /// <summary>The talent office or a department.</summary>
    Department,

    /// <summary>A delegated employer.</summary>
    Employer,

    /// <summary>A delegated university or institute.</summary>
    University,
}

/// <summary>The body that recognised a talent.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Name">Its name in Chinese, 1–100 code points.</param>
/// <param name="Uscc">Its unified social credit code (GB 32100). Only a department may have none (null).</param>
public sealed record StatusIssuer(
    IssuerKind Kind,
    [property: StringLength(TextLimits.IssuerName, MinimumLength = 1)] string Name,
    [property: StringLength(TextLimits.Number)] string? Uscc = null);

/// <summary>
/// One recognition of a talent (人才认定): a tier of a scheme for a period. A person may have several statuses. A status never
/// changes after it is recorded, except that it may be revoked. It contains no personal data.
/// </summary>
public sealed record TalentStatus
{
    /// <summary>The id: 8 base32 characters.</summary>
    public required string StatusId { get; init; }

    /// <summary>The scheme of tiers, e.g. <c>ningbo</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The version of the scheme, e.g. <c>v2</c>. A tier keeps the meaning that it has in this version.</summary>
    public required string SchemeVersion { get; init; }

    /// <summary>The tier within the scheme.</summary>
    public required string Tier { get; init; }

    /// <summary>The level of the tier in this version of the scheme, 1 (highest) to 8.</summary>
    public required int Level { get; init; }

    /// <summary>The body that recognised the talent.</summary>
    public required StatusIssuer Issuer { get; init; }

    /// <summary>The basis (认定依据): the paper or the rule, at most 200 code points.</summary>
    public required string Basis { get; init; }

    /// <summary>The first day on which it is valid.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day on which it is valid; null when it has no end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>When it was revoked (撤销); null when it is not revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Returns the standing on a day. A revoked status is revoked on every day, even before the revocation.</summary>
    public Standing On(DateOnly day) =>
        RevokedAt is not null ? Standing.Revoked
        : day < ValidFrom ? Standing.NotYetValid
        : ValidTo < day ? Standing.Expired
        : Standing.InForce;
}

/// <summary>The standing of a status, or of a talent with all statuses, on a day.</summary>
public enum Standing
{
    /// <summary>未认定: the talent has no status at all.</summary>
    NotRecognised,

    /// <summary>未生效: it begins later.</summary>
    NotYetValid,

    /// <summary>有效.</summary>
    InForce,

    /// <summary>已过期.</summary>
    Expired,

    /// <summary>已撤销.</summary>
    Revoked,
}
