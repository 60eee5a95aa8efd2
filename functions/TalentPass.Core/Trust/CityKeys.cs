using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Trust;

/// <summary>
/// The one holder of keys in a process. A view is at most a minute behind storage; it is renewed beside the work, so
/// that no call waits for it or pays its storage calls, and kept while storage is away.
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
    public static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    /// <summary>How old a view may be before a call waits for a new one.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromMinutes(8);

    private readonly SemaphoreSlim _renewing = new(1, 1);
    private volatile Held? _held;
    private long _begun;

    /// <summary>The keys. No storage call, except for the first one of the process or after eight minutes without any.</summary>
    /// <exception cref="InvalidOperationException">The master key is not the one the ring was sealed under.</exception>
    public async ValueTask<KeyView> CurrentAsync(CancellationToken cancel)
    {
        var held = _held;
        var age = held is null ? TimeSpan.MaxValue : time.GetUtcNow() - held.View.ReadAt;
        if (held is not null && age <= Usable)
        {
            if (age > Fresh && _renewing.CurrentCount > 0)
            {
                RenewBeside(held);
            }

            return held.View;
        }

        return await RenewAsync(held?.Read ?? 0, cancel);
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

    private void RenewBeside(Held seen)
    {
        // The renewal is nobody's operation: neither its storage calls nor its cancellation belong to this one.
        using (ExecutionContext.SuppressFlow())
        {
            _ = Task.Run(async () =>
            {
                try
                {
                    await RenewAsync(seen.Read, CancellationToken.None);
                }
                catch (Exception fault) when (fault is not OutOfMemoryException)
                {
                    Log.NotRenewed(logger, fault.GetType().Name);
                }
            });
        }
    }

    private sealed record Held(KeyView View, long Read);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys could not be read again ({Fault}); the last ones stay in use")]
        public static partial void NotRenewed(ILogger logger, string fault);
    }
}
