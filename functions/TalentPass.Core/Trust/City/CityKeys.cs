using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// The one holder of keys in a process. A view is at most a minute behind storage, so that a key or a partner somebody
/// withdrew elsewhere is not believed for longer. It is renewed beside the work, whose calls do not pay for it and wait only
/// where the process was idle, and kept while storage is away. No <see cref="Cached{T}"/>: a reading that began before a
/// change must not count after it, and what grows old is waited for, since keys that were withdrawn sign too.
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
    /// <summary>How old a view may be before it is renewed.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>How old a view may be before a call waits for a new one.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromMinutes(1);

    /// <summary>How old a view may be while storage is away.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromMinutes(8);

    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _renewing = new(1, 1);
    private readonly Lock _starting = new();
    private volatile Held? _held;
    private long _begun;
    private (Task<KeyView?> Task, DateTimeOffset At)? _beside;

    /// <summary>The keys. No storage call, except for the first one of the process or after eight minutes without any.</summary>
    /// <exception cref="InvalidOperationException">The master key is not the one the ring was sealed under.</exception>
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
    /// Reads storage now: after a change, or when somebody names a key that is not known yet. What was being read when this
    /// was called does not count, it may be from before the change. Two calls.
    /// </summary>
    public Task<KeyView> RefreshAsync(CancellationToken cancel) => RenewAsync(Interlocked.Read(ref _begun), cancel);

    /// <inheritdoc/>
    public void Dispose() => _renewing.Dispose();

    // A read that began after the one named is good enough: somebody else made it while this call waited.
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

            // The first keys of all begin at the moment the rotation made them: the view must not be older.
            var view = new KeyView(city, ring, await partners.ListAsync(cancel), forge, time.GetUtcNow());
            _held = new Held(view, read);
            return view;
        }
        finally
        {
            _renewing.Release();
        }
    }

    // One at a time, and after a failure not at once again: the calls of an outage do not queue up here.
    private Task<KeyView?> RenewBeside(Held seen)
    {
        lock (_starting)
        {
            var now = time.GetUtcNow();
            if (_beside is { } beside && (!beside.Task.IsCompleted || now - beside.At < _triedAgainAfter))
            {
                return beside.Task;
            }

            // The renewal is nobody's operation: neither its storage calls nor its cancellation belong to this one.
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
