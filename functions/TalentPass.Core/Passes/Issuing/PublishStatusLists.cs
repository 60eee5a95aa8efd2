using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Passes.Issuing;

/// <summary>
/// Builds and signs the city's status lists. It reads the row of every pass and of every other credential that is noted in the
/// <see cref="StatusBell"/> and writes its status into the list. A timer runs it every 15 seconds, so a list is at most that much
/// behind.
/// </summary>
public sealed partial class PublishStatusLists(
    PassStore passes,
    StatusBell bell,
    StatusIndexes indexes,
    StatusListStore lists,
    CityKeys keys,
    IEnumerable<StatusSource> sources,
    TimeProvider time,
    ILogger<PublishStatusLists> log)
{
    /// <summary>The age at which a list is signed again without a change, so that copies of it do not get too old.</summary>
    public static readonly TimeSpan SignedAgainAfter = TimeSpan.FromHours(1);

    // Without a note nothing changes in a list but its age and the trust in its key, and both are known without reading it again. A
    // list that another process has begun or written is read after this time.
    private static readonly TimeSpan _readAgainAfter = TimeSpan.FromMinutes(1);

    // The number of parallel reads. On a bad day thousands of passes may change, and the list should still be ready in a minute.
    private const int Readers = 16;

    /// <summary>
    /// The age from which notes are deleted, by the clock of storage. It is longer than the time from a note to the change of the
    /// row, with all retries.
    /// </summary>
    internal TimeSpan NotesKept { get; set; } = TimeSpan.FromMinutes(2);

    // A change is mostly committed milliseconds after its note, and within the ten seconds that a call may wait for storage. So a
    // pass is read when its note is first seen, once more after ten seconds, and once at the end, not in every run.
    private const int LastLook = 3;
    private static readonly TimeSpan _secondLook = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, int> _looks = new(StringComparer.Ordinal);
    private (DateTimeOffset At, byte[][] Tokens)? _published;

    /// <summary>
    /// Publishes what changed. When nothing changed: one storage call; every minute one more, and one for each list. Then one read for each noted
    /// pass, three times in all before its note is deleted, and one write for each list that changes or is an hour old. When a pass
    /// or a list fails, the notes of its passes stay, all others are published, and the run throws at the end.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Status lists", log);
        var bells = await bell.ReadAsync(apart, cancel);
        var due = bells.Where(each => LookOf(each.Age) > _looks.GetValueOrDefault(each.Key)).ToArray();
        var read = new ConcurrentDictionary<string, (uint Index, StatusValue Value)[]>(StringComparer.Ordinal);
        var reading = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancel };
        await Parallel.ForEachAsync(due.Select(each => each.Subject).Distinct(), reading, async (subject, stop) =>
            await apart.TryAsync(subject, async () => read[subject] = await ReadAsync(subject, stop)));

        var rung = read.Values.SelectMany(each => each).ToLookup(each => ListOf(each.Index));
        var written = new SortedDictionary<int, byte[]>();
        if (due.Length > 0 || !await IsPublishedAsync(cancel))
        {
            var (began, count) = (time.GetUtcNow(), await indexes.ListsAsync(cancel));
            for (var number = 0; number < count; number++)
            {
                var list = number;
                await apart.TryAsync($"list-{list}", async () =>
                {
                    if (await PublishAsync(list, [.. rung[list]], cancel) is { } token)
                    {
                        written[list] = token;
                    }
                });
            }

            _published = written.Count == count ? (began, [.. written.Values]) : null;
        }

        // The notes of a list stay for the next run when it failed, or when another process wrote it first.
        var done = read.Where(each => each.Value.All(entry => written.ContainsKey(ListOf(entry.Index)))).Select(each => each.Key).ToHashSet();
        foreach (var each in due.Where(each => done.Contains(each.Subject)))
        {
            _looks[each.Key] = LookOf(each.Age);
        }

        await bell.SilenceAsync(bells.Where(each => _looks.GetValueOrDefault(each.Key) == LastLook).Select(each => each.Key), cancel);
        foreach (var gone in _looks.Keys.Except(bells.Select(each => each.Key)).ToArray())
        {
            _looks.TryRemove(gone, out _);
        }

        apart.End();
    }

    private int LookOf(TimeSpan age) => age > NotesKept ? LastLook : age > _secondLook ? 2 : 1;

    private static int ListOf(uint index) => (int)(index / StatusList.Capacity);

    private async Task<(uint Index, StatusValue Value)[]> ReadAsync(string subject, CancellationToken cancel)
    {
        if (sources.FirstOrDefault(each => subject.StartsWith(each.Prefix, StringComparison.Ordinal)) is { } source)
        {
            return [.. await source.ReadAsync(subject, cancel)];
        }

        var pass = PassRef.Parse(subject) ?? throw new InvalidDataException("A note that names no credential.");
        var (isThere, found) = await passes.LookAsync(pass, cancel);
        if (found is null)
        {
            // The list stays as it is. Without a row there is nothing to wait for.
            Log.NotRead(log, isThere);
            return isThere ? throw new UntrustedRowException("A pass whose status changes has no row that is trusted.") : [];
        }

        return [.. EntriesOf(found)];
    }

    /// <summary>The value for a pass in the list.</summary>
    internal StatusValue ValueOf(Pass pass) =>
        pass.IsRevoked || pass.At(time.GetUtcNow()).Standing == Standing.Revoked ? StatusValue.Invalid
        : pass.State == PassState.Frozen ? StatusValue.Suspended
        : StatusValue.Valid;

    // The indexes of the pass, of its active phone and of its cards have the status of the pass. The indexes of replaced
    // phones and of revoked cards are invalid.
    private IEnumerable<(uint Index, StatusValue Value)> EntriesOf(Pass pass)
    {
        var value = ValueOf(pass);
        return pass.Devices.Select((device, i) => (device.StatusIndex, i == pass.Devices.Count - 1 ? value : StatusValue.Invalid))
            .Concat(pass.Cards.Select(card => (card.StatusIndex, card.RevokedAt is null ? value : StatusValue.Invalid)))
            .Prepend((pass.StatusIndex, value));
    }

    // A list that a withdrawn key signed must be signed again, because verifiers no longer accept it.
    private static bool IsBelieved(byte[] token, KeyView view) =>
        StatusListToken.KidOf(token) is { } kid && view.Trust.Current?.Find(kid) is not null;

    private async Task<bool> IsPublishedAsync(CancellationToken cancel)
    {
        if (_published is not { } last || (time.GetUtcNow() - last.At).Duration() >= _readAgainAfter)
        {
            return false;
        }

        var view = await keys.CurrentAsync(cancel);
        return last.Tokens.All(token => IsBelieved(token, view));
    }

    // Returns the token in force; null when another process wrote the list first.
    private async Task<byte[]?> PublishAsync(int number, (uint Index, StatusValue Value)[] rung, CancellationToken cancel)
    {
        var stored = await lists.FindAsync(number, cancel);
        var list = stored?.List ?? StatusList.Create();
        var changed = false;
        foreach (var (index, value) in rung)
        {
            var entry = (int)(index % StatusList.Capacity);
            changed |= list.Raw(entry) != (int)value;
            list.Set(entry, value);
        }

        // The very first keys are made in this call and begin at that moment, so the time is taken after it.
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        if (stored is not null && !changed && now - stored.SignedAt < SignedAgainAfter && IsBelieved(stored.Token, view))
        {
            return stored.Token;
        }

        var token = new StatusListToken(
            view.City.StatusUrl + number, now, now + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, list);
        var signed = token.Sign(view.Signer(RingUse.Issuing, now));
        return await lists.WriteAsync(number, list, signed, now, stored?.Version, cancel) ? signed : null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The status of a pass is not in the status list: its row is not trusted (there: {IsThere}).")]
        public static partial void NotRead(ILogger log, bool isThere);
    }
}
