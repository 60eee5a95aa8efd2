using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Views;

/// <summary>What has to be done by a due date: to accept, to supply, to decide or to deliver. It follows from the state.</summary>
public static class DueKind
{
    /// <summary>The desk accepts, or tells what is missing (许可法 32(4)).</summary>
    public const string Accept = "accept";

    /// <summary>The applicant supplies what is missing (补正).</summary>
    public const string Supply = "supply";

    /// <summary>The desk decides (许可法 42).</summary>
    public const string Decide = "decide";

    /// <summary>The desk delivers the result (许可法 44).</summary>
    public const string Deliver = "deliver";

    private static readonly Dictionary<string, string> _kinds = new(StringComparer.Ordinal)
    {
        [RequestState.Submitted.Name()] = Accept,
        [RequestState.SupplementWanted.Name()] = Supply,
        [RequestState.Accepted.Name()] = Decide,
        [RequestState.AcceptedTolerant.Name()] = Decide,
        [RequestState.InReview.Name()] = Decide,
        [RequestState.Approved.Name()] = Deliver,
        [RequestState.Refused.Name()] = Deliver,
    };

    /// <summary>The kind of the due date of a request in this state; null when nothing is due.</summary>
    /// <param name="state">The published name of the state.</param>
    /// <param name="due">The due date.</param>
    /// <param name="limits">
    /// The time limits of the service: a promise that counts from filing binds before the time to accept. Null when the service is gone.
    /// </param>
    public static string? Of(string state, DateOnly? due, TimeLimits? limits) =>
        due is null || !_kinds.TryGetValue(state, out var kind) ? null
        : kind == Accept && limits is { PromiseFrom: PromiseStart.Filing } && limits.PromisedWorkingDays < limits.AcceptanceWorkingDays ? Decide
        : kind;
}
