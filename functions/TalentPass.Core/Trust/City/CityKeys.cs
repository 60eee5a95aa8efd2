using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// Holds the keys of a process. The keys are at most a minute older than those in storage, so a key or partner that another
/// process withdrew is trusted for at most a minute. A background task reads them again after 30 seconds; calls use the old keys
/// meanwhile. A call waits only when the keys are older than a minute, as after an idle time. While storage cannot be read, the
/// last keys stay in use for up to eight minutes.
/// It does not use <see cref="Cached{T}"/>: a refresh must not accept a read that began before it was asked for, and calls must
/// wait for old keys to be read again, because a key that was withdrawn meanwhile would still be trusted.
/// </summary>
public sealed partial class CityKeys(
    HomeCity city,
    KeyRingStore store,
    PartnerStore partners,
    RotateKeys rotate,
    KeyForge forge,
    TimeProvider time,
    ILogger<CityKeys> logger) : IDisposable
{
    /// <summary>When the keys are older than this, a background task reads them again.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>When the keys are older than this, a call waits for new ones.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    /// <summary>How old the keys may be while storage cannot be read.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromMinutes(8);

    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly Lock _starting = new();
    private volatile Held? _held;
    private long _begun;
    private (Task<KeyView?> Task, DateTimeOffset At)? _beside;

    /// <summary>
    /// The current keys. No storage call, except in the first call of the process and when the keys are older than eight minutes.
    /// </summary>
    /// <exception cref="InvalidOperationException">The configured master key is not the one that sealed the ring.</exception>
    public async ValueTask<KeyView> CurrentAsync(CancellationToken cancel)
    {
        var held = _held;
        var age = held is null ? TimeSpan.MaxValue : time.GetUtcNow() - held.View.ReadAt;
        if (held is null || age > Usable)
        {
            return await RenewAsync(held?.Read ?? 0, cancel);
        }

        var beside = age > Fresh ? RenewBeside(held) : null;
        return beside is not null && age > Trusted ? await beside.WaitAsync(cancel) ?? held.View : held.View;
    }

    /// <summary>
    /// Reads the keys from storage now: after a change, or when a code or token names an unknown key. A read that was already
    /// running does not count, because it may have begun before the change. Two storage calls, and more when keys are due for
    /// rotation.
    /// </summary>
    public Task<KeyView> RefreshAsync(CancellationToken cancel) => RenewAsync(Interlocked.Read(ref _begun), cancel);

    /// <inheritdoc/>
    public void Dispose() => _renewing.Dispose();

    // While this call waited for the lock, another call may have read. Its read counts when it began after the given number.
    private async Task<KeyView> RenewAsync(long after, CancellationToken cancel)
    {
        await _renewing.WaitAsync(cancel);
        try
        {
            if (_held is { } held && held.Read > after)
            {
                return held.View;
            }

            var read = Interlocked.Increment(ref _begun);
            var ring = await store.ReadAsync(cancel);
            if (!KeyRotation.Plan(time.GetUtcNow(), ring.Keys).IsEmpty)
            {
                ring = await rotate.RunAsync(cancel);
            }

            // The very first keys begin at the moment at which the rotation makes them, so the time is taken after it.
            var view = new KeyView(city, ring, await partners.ListAsync(cancel), forge, time.GetUtcNow());
            _held = new Held(view, read);
            return view;
        }
        finally
        {
            _renewing.Release();
        }
    }

    // Only one background read at a time, and the next one at the earliest ten seconds later. So calls do not queue during an
    // outage.
    private Task<KeyView?> RenewBeside(Held seen)
    {
        lock (_starting)
        {
            var now = time.GetUtcNow();
            if (_beside is { } beside && (!beside.Task.IsCompleted || now - beside.At < _triedAgainAfter))
            {
                return beside.Task;
            }

            // The background read does not belong to the caller's operation: it must not count as its storage call or be
            // cancelled with it.
            using (ExecutionContext.SuppressFlow())
            {
                var task = Task.Run(() => TryRenewAsync(seen));
                _beside = (task, now);
                return task;
            }
        }
    }

    private async Task<KeyView?> TryRenewAsync(Held seen)
    {
        try
        {
            return await RenewAsync(seen.Read, CancellationToken.None);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            Log.NotRenewed(logger, fault.GetType().Name);
            return null;
        }
    }

    private sealed record Held(KeyView View, long Read);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys could not be read again ({Fault}); the last ones stay in use")]
        public static partial void NotRenewed(ILogger logger, string fault);
    }
}
