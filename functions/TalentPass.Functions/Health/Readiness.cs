using TalentPass.Core;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Health;

/// <summary>Looks for reasons not to be ready: short stable codes such as <c>missing:Talents</c>, nothing personal; none when all is well.</summary>
public delegate Task<IReadOnlyList<string>> ReadinessProbe(CancellationToken cancel);

/// <summary>A condition of being ready.</summary>
/// <param name="Name">Its name in the answer.</param>
/// <param name="Probe">Looks for what is missing.</param>
public sealed record ReadinessCheck(string Name, ReadinessProbe Probe);

/// <summary>Whether the app can do its work. Asked by anyone, so an answer is kept for two seconds and shared.</summary>
public sealed class Readiness(IEnumerable<ReadinessCheck> checks, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _kept = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private Task<Outcome<HealthView>>? _last;
    private DateTimeOffset _asked;

    /// <summary>Ready, or refused with the reasons of every check that failed.</summary>
    public Task<Outcome<HealthView>> AskAsync()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_last is null || (_last.IsCompleted && now - _asked >= _kept))
            {
                (_last, _asked) = (LookAsync(), now);
            }

            return _last;
        }
    }

    private async Task<Outcome<HealthView>> LookAsync()
    {
        var found = await Task.WhenAll(checks.Select(async check => (check.Name, Reasons: await ReasonsAsync(check))));
        var failed = found.Where(check => check.Reasons.Count > 0).ToDictionary(check => $"/{check.Name}", check => check.Reasons.ToArray(), StringComparer.Ordinal);
        return failed.Count == 0
            ? new Outcome<HealthView>.Done(HealthView.Now("ready"))
            : new Refusal(RefusalCodes.NotReady) { Errors = failed, RetryAfter = _kept };
    }

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
        catch (Exception)
        {
            // Whatever it is, an app that cannot even look is not ready; the operation at hand will log the fault.
            return ["failed"];
        }
    }
}
