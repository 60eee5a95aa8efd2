using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Trust;

/// <summary>Fetches a partner's status list; null when it cannot be had. Answers within seconds, at most 1 MiB.</summary>
public delegate Task<byte[]?> StatusFetch(Uri address, CancellationToken cancel);

/// <summary>
/// What partner cities say of credentials of theirs that live longer than a minute (H and P). Their lists are fetched when
/// one is needed and kept for 15 minutes; one that cannot be had leaves what is known, up to 24 hours.
/// </summary>
public sealed partial class PartnerStatus(StatusFetch fetch, TimeProvider time, ILogger<PartnerStatus> logger)
{
    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(int City, int List), Copy> _copies = new();

    /// <summary>Asks about a credential of a partner. No storage call.</summary>
    /// <param name="view">Who may sign the list, and where it is.</param>
    /// <param name="city">The partner (GB/T 2260).</param>
    /// <param name="index">The credential's place.</param>
    /// <param name="at">When it was shown.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<StatusAnswer> LookAsync(KeyView view, int city, uint index, DateTimeOffset at, CancellationToken cancel)
    {
        var list = (int)(index / StatusList.Capacity);
        if (view.Status.UrlOf(city, list) is not { } address)
        {
            return StatusAnswer.Unknown;
        }

        var now = time.GetUtcNow();
        var copy = _copies.GetValueOrDefault((city, list));
        if (copy is null || copy.TriedAt + (copy.IsGood ? StatusListToken.OwnTimeToLive : _triedAgainAfter) <= now)
        {
            var bytes = await fetch(new Uri(address), cancel);
            // A failure keeps the last good bytes: their own age says how long they count.
            copy = new Copy(bytes ?? copy?.Bytes, now, bytes is not null);
            _copies[(city, list)] = copy;
        }

        if (copy.Bytes is not null && view.Status.Accept(city, list, copy.Bytes, now) is { } problem and not "older")
        {
            Log.NotTaken(logger, city, list, problem);
        }

        return view.Status.Look(city, index, at);
    }

    private sealed record Copy(byte[]? Bytes, DateTimeOffset TriedAt, bool IsGood);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Status list {List} of city {City} cannot be believed: {Problem}")]
        public static partial void NotTaken(ILogger logger, int city, int list, string problem);
    }
}
