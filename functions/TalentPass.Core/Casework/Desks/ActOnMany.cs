using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// One action on up to 50 requests (批量办理), each a transaction of its own on what the request is now: a refusal stops
/// none of the others. Four calls a request.
/// </summary>
/// <param name="act">Acts on one.</param>
/// <param name="numbers">Reads numbers.</param>
public sealed class ActOnMany(ActAtDesk act, RequestNumbers numbers)
{
    /// <summary>Acts on the requests, one after the other.</summary>
    /// <param name="actor">Who, already authorised for the department.</param>
    /// <param name="department">At whose desk.</param>
    /// <param name="bulk">The numbers and the action.</param>
    /// <param name="cancel">Stops before the next request; what is done stays done.</param>
    /// <returns>What became of each; <c>validation_failed</c> for an action no request could take.</returns>
    public async Task<Outcome<BulkResult>> RunAsync(Actor actor, string department, BulkAction bulk, CancellationToken cancel)
    {
        if (bulk.Read(bulk.Action) is not { } read)
        {
            return Refusal.Invalid("/action", ValidationCodes.NotInList);
        }

        if (read is not Outcome<DeskAction>.Done { Value: var action })
        {
            return ((Outcome<DeskAction>.Refused)read).Reason;
        }

        var items = new List<BulkItem>();
        var storageIsGone = false;
        foreach (var number in bulk.Numbers.Select(each => numbers.Parse(each)?.Number ?? each).Distinct(StringComparer.Ordinal))
        {
            var item = storageIsGone ? Refused(number, RefusalCodes.StorageUnavailable) : await ActAsync(actor, department, number, action, cancel);
            items.Add(item);
            // Each further try would wait as long as this one: what is done already is answered soon instead.
            storageIsGone = item.Code == RefusalCodes.StorageUnavailable;
        }

        return new Outcome<BulkResult>.Done(new BulkResult(items));
    }

    private async Task<BulkItem> ActAsync(Actor actor, string department, string number, DeskAction action, CancellationToken cancel)
    {
        try
        {
            return await act.RunNowAsync(actor, department, number, action, cancel) switch
            {
                Outcome<RequestChange>.Done { Value: var change } => new BulkItem(number, "done", change.State, AllowedActions: change.AllowedActions),
                Outcome<RequestChange>.Refused { Reason: var reason } => Refused(number, reason.Code, reason.Errors, reason.AllowedActions),
                _ => throw new InvalidOperationException("An action is done or refused."),
            };
        }
        catch (StorageException gone) when (gone.Failure == StorageFailure.Unavailable)
        {
            return Refused(number, RefusalCodes.StorageUnavailable);
        }
    }

    private static BulkItem Refused(
        string number, string code, IReadOnlyDictionary<string, string[]>? errors = null, IReadOnlyList<string>? allowed = null) =>
        new(number, "refused", Code: code, Errors: errors, AllowedActions: allowed);
}
