using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// Holds the keys of a process, see <see cref="Ages"/>. A key or partner that another process withdrew is trusted for at most a
/// minute, and for eight minutes while storage cannot be read.
/// </summary>
public sealed partial class CityKeys
{
    /// <summary>
    /// After 30 seconds a background task reads the keys again. A call waits only when they are older than a minute. While storage
    /// cannot be read they are used for eight minutes: then a withdrawal might be missed, so signed calls are refused.
    /// </summary>
    public static readonly CacheAges Ages = new(Fresh: TimeSpan.FromSeconds(30), Trusted: TimeSpan.FromMinutes(1), Usable: TimeSpan.FromMinutes(8));

    private readonly HomeCity _city;
    private readonly KeyRingStore _store;
    private readonly PartnerStore _partners;
    private readonly RotateKeys _rotate;
    private readonly KeyForge _forge;
    private readonly TimeProvider _time;
    private readonly Cached<KeyView> _keys;

    /// <summary>Makes the holder of a process.</summary>
    public CityKeys(
        HomeCity city, KeyRingStore store, PartnerStore partners, RotateKeys rotate, KeyForge forge, TimeProvider time, ILogger<CityKeys> logger)
    {
        (_city, _store, _partners, _rotate, _forge, _time) = (city, store, partners, rotate, forge, time);
        _keys = new Cached<KeyView>(ReadAsync, Ages, time, fault => Log.NotRenewed(logger, fault.GetType().Name));
    }

    /// <summary>The current keys. Usually no storage call.</summary>
    /// <exception cref="InvalidOperationException">The configured master key is not the one that sealed the ring.</exception>
    /// <exception cref="StorageException">Storage is away, and there are no keys that may still be used.</exception>
    public ValueTask<KeyView> CurrentAsync(CancellationToken cancel) => _keys.CurrentAsync(cancel);

    /// <summary>
    /// Reads the keys from storage now: after a change, or when a code or token names an unknown key. Two storage calls, and more
    /// when keys are due for rotation.
    /// </summary>
    public Task<KeyView> RefreshAsync(CancellationToken cancel) => _keys.RefreshAsync(cancel);

    private async Task<KeyView> ReadAsync(CancellationToken cancel)
    {
        var ring = await _store.ReadAsync(cancel);
        if (!KeyRotation.Plan(_time.GetUtcNow(), ring.Keys).IsEmpty)
        {
            ring = await _rotate.RunAsync(cancel);
        }

        // The very first keys begin at the moment at which the rotation makes them, so the time is taken after it.
        return new KeyView(_city, ring, await _partners.ListAsync(cancel), _forge, _time.GetUtcNow());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The keys could not be read ({Fault}); the last ones stay in use")]
        public static partial void NotRenewed(ILogger logger, string fault);
    }
}
