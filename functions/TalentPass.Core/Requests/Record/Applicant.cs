using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// Finds the data of a talent that a filing needs, usually in memory; with <paramref name="fresh"/> always in storage. Null when
/// there is no such talent.
/// </summary>
public delegate ValueTask<Applicant?> ApplicantOf(string talentId, bool fresh, CancellationToken cancel);

/// <summary>The data of an applicant that a filing needs.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="MaskedName">The masked name, as desks see it in lists.</param>
/// <param name="Tier">The tier level; <see cref="RequestCase.NoTier"/> for a person without a tier.</param>
/// <param name="Details">The whole record; null for a guest from a partner city, who has none here.</param>
public sealed record Applicant(string TalentId, string MaskedName, int Tier, TalentDetails? Details)
{
    /// <summary>What is known about the person, for the conditions of services. Of a guest the scan says the status.</summary>
    public TalentFacts Facts { get; init; } = Details is null ? new TalentFacts([], null) : TalentFacts.Of(Details);

    /// <summary>The condition that the record is still as it was read when the filing is written; null when it cannot change.</summary>
    public FactMark? Mark { get; init; }

    /// <summary>The person, for a guest; otherwise null.</summary>
    public PersonFact? Guest { get; init; }

    /// <summary>The person with the family that these answers, filed on this legal day, name.</summary>
    public PersonFact PersonFor(ServiceItem service, JsonElement answers, DateOnly filed) => Guest ?? PersonFact.Of(Details!, service, answers, filed);
}
