using Microsoft.Extensions.Logging;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Casework.Effects;

/// <summary>
/// Performs what a decision causes besides the end of the request: an approved recognition gives the talent status (人才认定), and
/// the revocation of its document revokes the status. The transaction of the decision, or of the revocation, writes a row of the
/// outbox. The transaction of the effect deletes this row, so the effect happens exactly once, by the call that decided or by the
/// sweeper after a crash.
/// </summary>
public sealed partial class PerformEffects(
    TalentsTable table,
    RequestStore requests,
    DocumentStore documents,
    ChangeStatuses statuses,
    RecentPasses passes,
    ApplicantDirectory applicants,
    ServiceOf serviceOf,
    CurrentCatalogue catalogue,
    ILogger<PerformEffects> log)
{
    /// <summary>How long a decision that is stored already waits for its effects; after this time the sweeper performs them.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Performs the effects of a decision that the caller has just committed. A failure is only logged, since the sweeper tries again.
    /// Four calls, two more after a revocation, and one for each pass that the talent has.
    /// </summary>
    /// <param name="decided">The request after the decision.</param>
    /// <param name="outboxKey">The row of the outbox.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task TryAsync(RequestCase decided, string outboxKey, CancellationToken cancel)
    {
        using var soon = StorageDeadline.Begin(Limit);
        try
        {
            await RunAsync(decided, outboxKey, cancel);
        }
        catch (Exception exception) when (exception is StorageException or OperationCanceledException or InvalidOperationException)
        {
            Log.LeftToSweep(log, decided.Service, exception);
        }
    }

    /// <summary>Performs the effects of a decision, for the sweeper. One call more than <see cref="TryAsync"/>.</summary>
    /// <exception cref="StorageException">Storage is not available. The row stays for the next sweep.</exception>
    /// <exception cref="InvalidOperationException">The effect is not possible now, e.g. there is no room for one more status.</exception>
    public async Task RunAsync(RequestRef request, string outboxKey, CancellationToken cancel)
    {
        if (await requests.FindStateAsync(request, cancel) is { } decided)
        {
            await RunAsync(decided, outboxKey, cancel);
        }
    }

    private async Task RunAsync(RequestCase decided, string outboxKey, CancellationToken cancel)
    {
        var effects = await OfAsync(decided, cancel);
        foreach (var effect in effects.OfType<StatusEffect>())
        {
            var status = new DecidedStatus(decided.Ref.RequestId, Decider(decided), () => StatusAsync(decided, effect, cancel), await RevocationAsync(decided, cancel));
            await statuses.AgreeAsync(decided.Ref.TalentId, status, outboxKey, cancel);
        }

        if (effects.Count == 0)
        {
            await table.DeleteAsync(Shard.Of(decided.Ref.TalentId), outboxKey, cancel);
        }

        passes.Forget(decided.Ref.TalentId);
        applicants.Forget(decided.Ref.TalentId);
    }

    /// <summary>The effects of a request's decision, as the service declared them when it was filed.</summary>
    public async ValueTask<IReadOnlyList<ResultEffect>> OfAsync(RequestCase decided, CancellationToken cancel) =>
        decided.Course.Decision is { } decision
            ? (await serviceOf(decided.Service, decided.CatalogueVersion, cancel)).Result(decision.Type)?.Effects ?? []
            : [];

    private async ValueTask<StatusRevocation?> RevocationAsync(RequestCase decided, CancellationToken cancel) =>
        decided.Course.Documents.Any(each => each.RevokedOn is not null)
        && await documents.FindAsync(decided.Ref, cancel) is { Content.Revocation: { RevokedAt: { } at, ConfirmedBy: { } by } revocation }
            ? new StatusRevocation(by, at, revocation.Reason)
            : null;

    // The id of the status is the id of the request within the talent, so a request gives one status at most.
    private async ValueTask<TalentStatus> StatusAsync(RequestCase decided, StatusEffect effect, CancellationToken cancel)
    {
        var fields = decided.Course.Decision!.Fields;
        var tier = fields.GetProperty(StatusEffect.Tier).GetString()!;
        var known = (await catalogue(cancel)).Content.Tier(effect.Scheme, effect.SchemeVersion, tier)
            ?? throw new InvalidOperationException($"The catalogue in force has no tier {tier} of {effect.Scheme} {effect.SchemeVersion}.");
        return new TalentStatus
        {
            StatusId = decided.Ref.RequestId,
            Scheme = effect.Scheme,
            SchemeVersion = effect.SchemeVersion,
            Tier = known.Id,
            Level = known.Level,
            Issuer = new StatusIssuer(IssuerKind.Department, effect.Issuer),
            Basis = decided.Ref.Number,
            ValidFrom = LegalDay.Of(decided.DecidedAt!.Value),
            ValidTo = DecisionCheck.Day(fields, ServiceResult.ValidTo),
        };
    }

    private static Actor Decider(RequestCase decided) =>
        new(decided.Course.DecidedBy is [.., var last] ? last : Actor.Timer.Account, "", Roles.Desk, decided.Department, null);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The effects of a decision on {Service} could not be performed yet; the sweeper will perform them.")]
        public static partial void LeftToSweep(ILogger log, string service, Exception exception);
    }
}
