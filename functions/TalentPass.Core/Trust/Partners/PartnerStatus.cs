using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Trust.Partners;

/// <summary>Fetches a partner's status list; null when it cannot be had. Answers within seconds, at most 1 MiB.</summary>
public delegate Task<byte[]?> StatusFetch(Uri address, CancellationToken cancel);

/// <summary>
/// What partner cities say of credentials of theirs that live longer than a minute (H and P). Their lists are fetched when
/// one is needed and kept for 15 minutes; one that cannot be had leaves what is known, up to 24 hours. A list is verified
/// once for all who ask. No <see cref="Cache{TKey, T}"/>: a copy that failed is tried again sooner and keeps the bytes before it.
/// </summary>
public sealed partial class PartnerStatus(StatusFetch fetch, TimeProvider time, ILogger<PartnerStatus> logger)
{
    private static readonly TimeSpan _triedAgainAfter = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(int City, int List), Copy> _copies = new();

    /// <summary>Asks about a credential of a partner. No storage call.</summary>
    /// <param name="book">Says who may sign the list and where it is, and takes it.</param>
    /// <param name="city">The partner (GB/T 2260).</param>
    /// <param name="index">The credential's place.</param>
    /// <param name="at">When it was shown.</param>
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
                // Whoever asks meanwhile takes what is known and waits for nobody.
                _copies[(city, list)] = new Copy(copy.Bytes, now, copy.IsGood) { JudgedBy = copy.JudgedBy };
            }

            // What cannot be had or believed keeps the last good bytes: their own age says how long they count.
            var bytes = await fetch(new Uri(address), cancel);
            copy = bytes is not null && Believes(book, city, list, bytes, now)
                ? new Copy(bytes, now, isGood: true) { JudgedBy = book }
                : new Copy(copy?.Bytes, now, isGood: false) { JudgedBy = copy?.JudgedBy };
            _copies[(city, list)] = copy;
        }

        // The next book may believe other keys. Two that ask at once may both judge, which only costs time.
        if (copy.Bytes is not null && copy.JudgedBy != book)
        {
            Believes(book, city, list, copy.Bytes, now);
            copy.JudgedBy = book;
        }

        return book.Look(city, index, at);
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
