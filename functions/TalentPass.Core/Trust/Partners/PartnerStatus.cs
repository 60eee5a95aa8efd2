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
/// good list stays in use, until it is 24 hours old. A list is verified once for all requests.
/// It does not use <see cref="Cache{TKey, T}"/>: a failed fetch is repeated sooner and keeps the bytes of the last good one.
/// </summary>
public sealed partial class PartnerStatus(StatusFetch fetch, TimeProvider time, ILogger<PartnerStatus> logger)
{
    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(int City, int List), Copy> _copies = new();
    private readonly Dictionary<(int City, int List), Task<Copy>> _fetches = [];

    /// <summary>The status of a partner's credential. No storage call; at most one fetch.</summary>
    /// <param name="book">Knows who may sign the list and its URL, verifies the list and keeps it.</param>
    /// <param name="city">The partner (GB/T 2260).</param>
    /// <param name="index">The credential's index.</param>
    /// <param name="at">When the credential was shown.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<StatusAnswer> LookAsync(StatusBook book, int city, uint index, DateTimeOffset at, CancellationToken cancel)
    {
        var list = (int)(index / StatusList.Capacity);
        if (book.UrlOf(city, list) is not { } address)
        {
            return StatusAnswer.Unknown;
        }

        var now = time.GetUtcNow();
        var copy = _copies.GetValueOrDefault((city, list));
        if (copy is null || copy.TriedAt + (copy.IsGood ? StatusListToken.OwnTimeToLive : _triedAgainAfter) <= now)
        {
            if (copy is not null)
            {
                // Requests that come during the fetch use the last list and do not wait.
                _copies[(city, list)] = new Copy(copy.Bytes, now, copy.IsGood) { JudgedBy = copy.JudgedBy };
            }

            copy = await FetchOnce(book, city, list, new Uri(address), copy, now).WaitAsync(cancel);
        }

        // A new book may trust other keys, so it must verify the kept bytes again. Two requests at once may both do it; that only
        // costs time.
        if (copy.Bytes is not null && copy.JudgedBy != book)
        {
            Believes(book, city, list, copy.Bytes, now);
            copy.JudgedBy = book;
        }

        return book.Look(city, index, at);
    }

    // The fetch belongs to nobody: a caller who leaves must not make it a failed one for all others.
    private Task<Copy> FetchOnce(StatusBook book, int city, int list, Uri address, Copy? last, DateTimeOffset now)
    {
        lock (_fetches)
        {
            if (_fetches.TryGetValue((city, list), out var running))
            {
                return running;
            }

            var fetch = FetchAsync(book, city, list, address, last, now);
            if (!fetch.IsCompleted)
            {
                _fetches[(city, list)] = fetch;
            }

            return fetch;
        }
    }

    private async Task<Copy> FetchAsync(StatusBook book, int city, int list, Uri address, Copy? last, DateTimeOffset now)
    {
        var copy = new Copy(last?.Bytes, now, isGood: false) { JudgedBy = last?.JudgedBy };
        try
        {
            // When the fetch or the check fails, the last good bytes stay. How long they count depends on their own signing time.
            if (await fetch(address, CancellationToken.None) is { } bytes && Believes(book, city, list, bytes, now))
            {
                copy = new Copy(bytes, now, isGood: true) { JudgedBy = book };
            }
        }
        finally
        {
            _copies[(city, list)] = copy;
            lock (_fetches)
            {
                _fetches.Remove((city, list));
            }
        }

        return copy;
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
