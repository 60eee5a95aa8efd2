using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Projection;

/// <summary>
/// Updates a desk's entry from the request's own row and then deletes the outbox row that asked for it. A desk only ever moves to
/// a later step, so repeated or reordered work does no harm. After a crash the sweeper does what is left.
/// </summary>
public sealed partial class DeskProjection(
    TalentsTable table, DeskStore desks, RequestStore requests, RandomSource random, ILogger<DeskProjection> log)
{
    /// <summary>How long an action that is stored already waits for its desk; after this time the sweeper does it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Updates the desk after an action that the caller has just committed. A storage failure is only logged, since the sweeper
    /// tries
    /// again. Two calls.
    /// </summary>
    /// <param name="department">
    /// The department that had the request before the action. After a transfer its desk no longer shows it.
    /// </param>
    /// <param name="from">What the desk showed before the action.</param>
    /// <param name="request">The request after the action.</param>
    /// <param name="outboxKey">The outbox row to delete; null after a transfer, when the new desk deletes it.</param>
    /// <param name="operation">The id of the action's storage operation.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public Task ShowAsync(string department, DeskShown from, RequestCase request, string? outboxKey, string operation, CancellationToken cancel) =>
        ShowAsync(
            () => desks.TryAdvanceAsync(department, from, DeskView.Of(request, department), operation, cancel),
            request.Ref, department, outboxKey, cancel);

    /// <summary>
    /// Updates the desk to what the request's row says now. Three calls when the desk is behind, otherwise two.
    /// </summary>
    /// <returns>False when others were faster at each attempt. The desk may be behind, so the outbox row must stay.</returns>
    /// <exception cref="StorageException">Storage is not available. The outbox row stays for the next sweep.</exception>
    public async Task<bool> CatchUpAsync(RequestRef request, string department, CancellationToken cancel) => await Contest.TryAsync(async () =>
    {
        var truth = await requests.FindStateAsync(request, cancel);
        if (truth is null)
        {
            return Nothing.Value;
        }

        var shown = await desks.ShownAsync(department, request.Key, cancel);
        if (shown?.Seq >= truth.Seq)
        {
            return Nothing.Value;
        }

        var operation = OperationId.New(random);
        var view = DeskView.Of(truth, department);
        return await (shown is null
            ? desks.TryArriveAsync(department, view, operation, cancel)
            : desks.TryAdvanceAsync(department, shown, view, operation, cancel)) ? Nothing.Value : null;
    }) is not null;

    /// <summary>Deletes the outbox row of a desk that is up to date. One call.</summary>
    public Task DoneAsync(RequestRef request, string outboxKey, CancellationToken cancel) =>
        table.DeleteAsync(Shard.Of(request.TalentId), outboxKey, cancel);

    private async Task ShowAsync(Func<Task<bool>> advance, RequestRef request, string department, string? outboxKey, CancellationToken cancel)
    {
        using var soon = StorageDeadline.Begin(Limit);
        try
        {
            if ((await advance() || await CatchUpAsync(request, department, cancel)) && outboxKey is not null)
            {
                await DoneAsync(request, outboxKey, cancel);
            }
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException)
        {
            Log.LeftToSweep(log, department, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A change could not be shown at desk {Department} yet; the sweeper will show it.")]
        public static partial void LeftToSweep(ILogger log, string department, Exception exception);
    }
}
