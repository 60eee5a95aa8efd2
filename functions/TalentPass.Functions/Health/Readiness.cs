using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Health;

/// <summary>
/// Returns the reasons why the app is not ready, as short stable codes such as <c>missing:Talents</c>; an empty list when
/// all is well. The codes hold no personal data.
/// </summary>
public delegate Task<IReadOnlyList<string>> ReadinessProbe(CancellationToken cancel);

/// <summary>A check that must pass before the app is ready.</summary>
/// <param name="Name">The check's name in the answer.</param>
/// <param name="Probe">Returns what is missing.</param>
public sealed record ReadinessCheck(string Name, ReadinessProbe Probe);

/// <summary>
/// Decides whether the app can do its work. Anyone may ask, so an answer is kept for two seconds and shared. While a new look
/// takes long, because storage does not answer, the answer before is given at once if it is at most ten seconds old. Rows that
/// are not trusted do not make the app unready: it works without them, and the answer warns.
/// </summary>
public sealed class Readiness(IEnumerable<ReadinessCheck> checks, RowSeal seals, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _keptMeanwhile = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private Task<Outcome<HealthView>>? _last;
    private (Task<Outcome<HealthView>>? Answer, DateTimeOffset Asked) _before;
    private DateTimeOffset _asked;

    /// <summary>Returns ready, or the refusal <c>not_ready</c> with the reasons of every check that failed.</summary>
    public Task<Outcome<HealthView>> AskAsync()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_last is null || (_last.IsCompleted && (now - _asked).Duration() >= _kept))
            {
                _before = (_last, _asked);
                (_last, _asked) = (LookAsync(), now);
            }

            return !_last.IsCompleted && _before.Answer is { } before && now - _before.Asked <= _keptMeanwhile ? before : _last;
        }
    }

    private async Task<Outcome<HealthView>> LookAsync()
    {
        var found = await Task.WhenAll(checks.Select(async check => (check.Name, Reasons: await ReasonsAsync(check))));
        var failed = found.Where(check => check.Reasons.Count > 0).ToDictionary(check => $"/{check.Name}", check => check.Reasons.ToArray(), StringComparer.Ordinal);
        return failed.Count == 0
            ? new Outcome<HealthView>.Done(HealthView.Now("ready") with { Warnings = Warnings() })
            : new Refusal(RefusalCodes.NotReady) { Errors = failed, RetryAfter = _kept };
    }

    private IReadOnlyList<string>? Warnings() => seals.RecentlyRefused is { Count: > 0 } kinds ? [.. kinds.Select(kind => $"untrusted:{kind}")] : null;

    private async Task<IReadOnlyList<string>> ReasonsAsync(ReadinessCheck check)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        try
        {
            return await check.Probe(patience.Token).WaitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            return ["timeout"];
        }
        catch (Exception fault) when (StorageException.From(fault) is not null)
        {
            return ["unreachable"];
        }
        catch (UntrustedRowException)
        {
            return ["untrusted"];
        }
        catch (Exception)
        {
            // A check that throws means not ready, whatever the exception. The operation that needs the same thing logs the
            // exception.
            return ["failed"];
        }
    }
}
