using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Does one action on up to 50 requests (批量办理). Each request has its own transaction on its present state, so a refusal does
/// not stop the others. Four calls for each request.
/// </summary>
/// <param name="act">Acts on one request.</param>
/// <param name="numbers">Reads the request numbers.</param>
public sealed class ActOnMany(ActAtDesk act, RequestNumbers numbers)
{
    /// <summary>Acts on the requests one after the other.</summary>
    /// <param name="actor">The caller, already authorised for the department.</param>
    /// <param name="department">The department of the desk.</param>
    /// <param name="bulk">The numbers and the action.</param>
    /// <param name="cancel">Stops before the next request; finished actions stay.</param>
    /// <returns>The result for each request; <c>validation_failed</c> when the action itself is wrong.</returns>
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
            // While storage is not available, each further request would wait for the same timeout. So the rest is refused
            // without trying,
            // and the caller learns soon which actions were done.
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
