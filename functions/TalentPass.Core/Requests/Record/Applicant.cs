using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Record;

/// <summary>Finds the data of a talent that a filing needs, usually in memory. Null when there is no such talent.</summary>
public delegate ValueTask<Applicant?> ApplicantOf(string talentId, CancellationToken cancel);

/// <summary>The data of an applicant that a filing needs.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="MaskedName">The masked name, as desks see it in lists.</param>
/// <param name="Tier">The tier level; <see cref="RequestCase.NoTier"/> for a person without a tier.</param>
/// <param name="Details">The whole record; null for a guest from a partner city, who has none here.</param>
public sealed record Applicant(string TalentId, string MaskedName, int Tier, TalentDetails? Details)
{
    /// <summary>The person, for a guest; otherwise null.</summary>
    public PersonFact? Guest { get; init; }

    /// <summary>The person with the family that these answers name.</summary>
    public PersonFact PersonFor(ServiceItem service, JsonElement answers) => Guest ?? PersonFact.Of(Details!, service, answers);
}
