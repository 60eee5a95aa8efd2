using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Trust.Partners;

/// <summary>
/// Fetches a status list of a partner. It answers within seconds and with at most 1 MiB; null when the fetch fails.
/// </summary>
public delegate Task<byte[]?> StatusFetch(Uri address, CancellationToken cancel);

/// <summary>
/// Checks credentials of partner cities (profiles H and P, which live longer than a minute) in the partners' status lists. A list
/// is fetched when it is needed and kept for 15 minutes. After a failed fetch the next one waits 30 seconds; meanwhile the last
/// good list stays in use, until it is 24 hours old. A list is fetched and verified once for all requests, and the fetch goes on
/// when the request that began it ends.
/// It does not use <see cref="Cache{TKey, T}"/>: a failed fetch is repeated sooner and keeps the bytes of the last good one.
/// </summary>
public sealed partial class PartnerStatus(StatusFetch fetch, TimeProvider time, ILogger<PartnerStatus> logger)
{
    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(int City, int List), Copy> _copies = new();
    private readonly ConcurrentDictionary<(int City, int List), Lazy<Task>> _fetches = new();

    /// <summary>The status of a partner's credential. No storage call; at most one fetch.</summary>
    /// <param name="book">Knows who may sign the list and its URL, verifies the list and keeps it.</param>
    /// <param name="city">The partner (GB/T 2260).</param>
    /// <param name="index">The credential's index.</param>
    /// <param name="at">When the credential was shown.</param>
    /// <param name="cancel">Stops the wait for the fetch, not the fetch.</param>
    public async Task<StatusAnswer> LookAsync(StatusBook book, int city, uint index, DateTimeOffset at, CancellationToken cancel)
    {
        var key = (city, List: (int)(index / StatusList.Capacity));
        if (book.UrlOf(city, key.List) is not { } address)
        {
            return StatusAnswer.Unknown;
        }

        var now = time.GetUtcNow();
        var copy = _copies.GetValueOrDefault(key);
        if (copy is null || copy.TriedAt + (copy.IsGood ? StatusListToken.OwnTimeToLive : _triedAgainAfter) <= now)
        {
            var own = new Lazy<Task>(() => FetchAsync(book, key, address, now));
            var fetching = _fetches.GetOrAdd(key, own);
            // Requests that come during the fetch use the last list and do not wait.
            if (copy is null || fetching == own)
            {
                await fetching.Value.WaitAsync(cancel);
            }

            copy = _copies.GetValueOrDefault(key);
        }

        // A new book may trust other keys, so it must verify the kept bytes again. Two requests at once may both do it; that only
        // costs time.
        if (copy?.Bytes is not null && copy.JudgedBy != book)
        {
            Believes(book, city, key.List, copy.Bytes, now);
            copy.JudgedBy = book;
        }

        return book.Look(city, index, at);
    }

    private async Task FetchAsync(StatusBook book, (int City, int List) key, string address, DateTimeOffset now)
    {
        try
        {
            // When the fetch or the check fails, the last good bytes stay. How long they count depends on their own signing time.
            var bytes = await fetch(new Uri(address), CancellationToken.None);
            var last = _copies.GetValueOrDefault(key);
            _copies[key] = bytes is not null && Believes(book, key.City, key.List, bytes, now)
                ? new Copy(bytes, now, isGood: true) { JudgedBy = book }
                : new Copy(last?.Bytes, now, isGood: false) { JudgedBy = last?.JudgedBy };
        }
        finally
        {
            _fetches.TryRemove(key, out _);
        }
    }

    private bool Believes(StatusBook book, int city, int list, byte[] bytes, DateTimeOffset now)
    {
        var problem = book.Accept(city, list, bytes, now);
        if (problem is not (null or "older"))
        {
            Log.NotTaken(logger, city, list, problem);
        }

        return problem is null;
    }

    private sealed class Copy(byte[]? bytes, DateTimeOffset triedAt, bool isGood)
    {
        public byte[]? Bytes { get; } = bytes;

        public DateTimeOffset TriedAt { get; } = triedAt;

        public bool IsGood { get; } = isGood;

        public StatusBook? JudgedBy { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Status list {List} of city {City} cannot be believed: {Problem}")]
        public static partial void NotTaken(ILogger logger, int city, int list, string problem);
    }
}
