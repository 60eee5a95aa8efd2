using System.Text.Json;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Scans;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>What is supplied to a request (补正).</summary>
/// <param name="Answers">The new values of the fields that were asked for.</param>
/// <param name="Materials">The papers that were asked for.</param>
/// <param name="OnBehalfOf">The applicant, when hall staff take the papers at the counter.</param>
public sealed record SupplementBody(JsonElement? Answers = null, IReadOnlyList<SubmittedMaterial>? Materials = null, OnBehalfOf? OnBehalfOf = null);
