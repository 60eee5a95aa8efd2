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
/// Builds the city's status lists: looks at the row of every pass whose bell was rung, writes what it says into the
/// list and signs it. Run by a timer every 15 seconds, so a list is at most that much behind.
/// </summary>
public sealed class PublishStatusLists(
    PassStore passes, StatusBell bell, StatusIndexes indexes, StatusListStore lists, CityKeys keys, TimeProvider time, ILogger<PublishStatusLists> log)
{
    /// <summary>A list is signed again when it is this old, so that its copies stay fresh although nothing changes.</summary>
    public static readonly TimeSpan SignedAgainAfter = TimeSpan.FromHours(1);

    // A bad day may change thousands of passes, and their list has a minute.
    private const int Readers = 16;

    // Longer than a change can take from its bell to its row, with every retry.
    private static readonly TimeSpan _answeredAfter = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Publishes what changed. Three calls when nothing did, and one for every pass that did. Throws at the end when a pass or a
    /// list could not be told; its bell stays, and all others were told.
    /// </summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        var apart = new Isolation("Status lists", log);
        var bells = await bell.ReadAsync(apart, cancel);
        var (rung, unread) = (new ConcurrentBag<(uint Index, StatusValue Value)>(), new ConcurrentDictionary<PassRef, bool>());
        var reading = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancel };
        await Parallel.ForEachAsync(bells.Select(each => each.Pass).Distinct(), reading, async (pass, stop) =>
        {
            if (!await apart.TryAsync(() => ReadAsync(pass, rung, stop)))
            {
                unread[pass] = true;
            }
        });

        var count = await indexes.ListsAsync(cancel);
        var written = true;
        for (var number = 0; number < count; number++)
        {
            var (list, isWritten) = (number, false);
            await apart.TryAsync(async () => isWritten = await PublishAsync(list, [.. rung.Where(each => each.Index / StatusList.Capacity == list)], cancel));
            written &= isWritten;
        }

        // Where another instance was faster, the bells stay for the next run.
        if (written)
        {
            await bell.SilenceAsync(bells.Where(each => each.Age > _answeredAfter && !unread.ContainsKey(each.Pass)).Select(each => each.Key), cancel);
        }

        apart.End();
    }

    private async Task ReadAsync(PassRef pass, ConcurrentBag<(uint Index, StatusValue Value)> rung, CancellationToken cancel)
    {
        if (await passes.FindAsync(pass, cancel) is { } found)
        {
            foreach (var entry in EntriesOf(found).ToArray())
            {
                rung.Add(entry);
            }
        }
    }

    /// <summary>What the list says of a pass.</summary>
    internal StatusValue ValueOf(Pass pass) =>
        pass.State == PassState.Revoked || pass.At(time.GetUtcNow()).Standing == Standing.Revoked ? StatusValue.Invalid
        : pass.State == PassState.Frozen ? StatusValue.Suspended
        : StatusValue.Valid;

    // The pass's own place, its cards' and the active phone's say what the pass is; those of a phone that was replaced and
    // of a card that was revoked are invalid.
    private IEnumerable<(uint Index, StatusValue Value)> EntriesOf(Pass pass)
    {
        var value = ValueOf(pass);
        return pass.Devices.Select((device, i) => (device.StatusIndex, i == pass.Devices.Count - 1 ? value : StatusValue.Invalid))
            .Concat(pass.Cards.Select(card => (card.StatusIndex, card.RevokedAt is null ? value : StatusValue.Invalid)))
            .Prepend((pass.StatusIndex, value));
    }

    // A list whose key was withdrawn says nothing to those who know.
    private static bool IsBelieved(byte[] token, KeyView view) =>
        StatusListToken.KidOf(token) is { } kid && view.Trust.Current?.Find(kid) is not null;

    private async Task<bool> PublishAsync(int number, (uint Index, StatusValue Value)[] rung, CancellationToken cancel)
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

        // The first keys of all begin when this call makes them: the time is taken after it.
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        if (stored is not null && !changed && now - stored.SignedAt < SignedAgainAfter && IsBelieved(stored.Token, view))
        {
            return true;
        }

        var token = new StatusListToken(
            view.City.StatusUrl + number, now, now + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, list);
        return await lists.WriteAsync(number, list, token.Sign(view.Signer(RingUse.Issuing, now)), now, stored?.Version, cancel);
    }
}
