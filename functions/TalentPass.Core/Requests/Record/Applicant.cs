namespace TalentPass.Core.Requests.Record;

/// <summary>Who a talent is, as far as filing needs it; from memory as a rule. Null when there is no such talent.</summary>
public delegate ValueTask<Applicant?> ApplicantOf(string talentId, CancellationToken cancel);

/// <summary>Who the request is for, as far as filing needs it.</summary>
/// <param name="TalentId">The talent.</param>
/// <param name="MaskedName">The name as desks see it in lists.</param>
/// <param name="Tier">The tier level, <see cref="RequestCase.NoTier"/> when none.</param>
public sealed record Applicant(string TalentId, string MaskedName, int Tier);
