using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Record;

/// <summary>Finds the data of a talent that a filing needs, usually in memory. Null when there is no such talent.</summary>
public delegate ValueTask<Applicant?> ApplicantOf(string talentId, CancellationToken cancel);

/// <summary>The data of an applicant that a filing needs.</summary>
/// <param name="TalentId">The talent's id.</param>
/// <param name="MaskedName">The masked name, as desks see it in lists.</param>
/// <param name="Tier">The tier level; <see cref="RequestCase.NoTier"/> for a person without a tier.</param>
/// <param name="Details">The whole record.</param>
public sealed record Applicant(string TalentId, string MaskedName, int Tier, TalentDetails Details);
