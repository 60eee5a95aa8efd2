using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Records;

/// <summary>Who recognised a talent (认定单位): the city, or an employer or university it delegated (自主认定).</summary>
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
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name in Chinese, 1–100 characters.</param>
/// <param name="Uscc">Its unified social credit code (GB 32100); null where it has none.</param>
public sealed record StatusIssuer(
    IssuerKind Kind,
    [property: StringLength(TextLimits.IssuerName, MinimumLength = 1)] string Name,
    [property: StringLength(TextLimits.Number)] string? Uscc = null);

/// <summary>
/// One recognition of a talent (人才认定): a tier of a scheme for a time. A person may hold several. Recorded once and
/// never changed; a revocation is added to it. Carries nothing personal.
/// </summary>
public sealed record TalentStatus
{
    /// <summary>8 base32 characters.</summary>
    public required string StatusId { get; init; }

    /// <summary>The scheme of tiers, e.g. <c>ningbo</c>.</summary>
    public required string Scheme { get; init; }

    /// <summary>The version of the scheme it was given under, e.g. <c>v2</c>; tiers keep the meaning of their version.</summary>
    public required string SchemeVersion { get; init; }

    /// <summary>The tier within the scheme.</summary>
    public required string Tier { get; init; }

    /// <summary>The tier's level, 1 (highest) to 8, as its scheme's version has it.</summary>
    public required int Level { get; init; }

    /// <summary>Who recognised.</summary>
    public required StatusIssuer Issuer { get; init; }

    /// <summary>What it rests on (认定依据): the paper or the rule, at most 200 characters.</summary>
    public required string Basis { get; init; }

    /// <summary>The first day it holds.</summary>
    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day it holds; null without end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>When it was revoked (撤销); null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Where it stands on a day. A revocation ends it whatever the day.</summary>
    public Standing On(DateOnly day) =>
        RevokedAt is not null ? Standing.Revoked
        : day < ValidFrom ? Standing.NotYetValid
        : ValidTo < day ? Standing.Expired
        : Standing.InForce;
}

/// <summary>Where a status, or a talent by all statuses, stands on a day.</summary>
public enum Standing
{
    /// <summary>未认定: there is no status at all.</summary>
    NotRecognised,

    /// <summary>未生效: begins later.</summary>
    NotYetValid,

    /// <summary>有效.</summary>
    InForce,

    /// <summary>已过期.</summary>
    Expired,

    /// <summary>已撤销.</summary>
    Revoked,
}
