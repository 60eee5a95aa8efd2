using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>
/// Sends a notice on the person's channels, each once. Before a message is sent, the ledger says that it is being sent; so a crash in
/// between never sends it twice. A text message is repeated after that, because its gateway takes an id once; WeChat and e-mail are not,
/// and another channel tells what cannot wait.
/// </summary>
public sealed partial class SendNotices(
    TalentsTable table, NoticeRows rows, ChannelStore choices, Recipients recipients, NoticeWording wording, SendingPlan plan, NoticeTold told, RandomSource random,
    TimeProvider time, ILogger<SendNotices> log)
{
    /// <summary>How long a message is tried before it is given up.</summary>
    public static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(24);

    /// <summary>After this time whoever was sending is taken for dead. No channel waits for so long.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromMinutes(2);

    private const int IdBytes = 15;
    private static readonly TimeSpan _mended = TimeSpan.FromMinutes(15);

    // What this process knows of a channel and could not write. Without it the next attempt had to guess whether something was sent.
    private readonly ConcurrentDictionary<(string Notice, string Channel), (string? Claim, ChannelState State)> _unwritten = new();

    /// <summary>
    /// Sends what is due of a notice. Four storage calls, two for each channel and one to finish. Throws when storage fails; the message
    /// comes again then.
    /// </summary>
    public async Task RunAsync(NoticeAddedV1 message, CancellationToken cancel)
    {
        var (isFound, wait) = await Contest.MustAsync("a notice that is sent", () => SendAsync(message, cancel));
        if (!isFound || wait is null)
        {
            await table.DeleteAsync(Shard.Of(message.TalentId), message.Outbox, cancel);
        }
        else
        {
            // Lost when somebody has finished meanwhile.
            var change = NoticeOutbox.Waits(message.TalentId, message.Outbox, wait.Value);
            await table.CommitAsync(new Transaction(change.PartitionKey, OperationId.New(random)).Merge(change, Azure.ETag.All), cancel);
        }
    }

    private async Task<Notification?> FindAsync(string talentId, string id, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(talentId), NoticeRows.Key(talentId, id), cancel) is { } row ? rows.Read(row) : null;

    // Null when somebody else changed the notice or the person's choice, so that both have to be read again.
    private async Task<Sent?> SendAsync(NoticeAddedV1 message, CancellationToken cancel)
    {
        if (await FindAsync(message.TalentId, message.Notice, cancel) is not { } notice)
        {
            return new Sent(false, null);
        }

        var person = await recipients.FindAsync(notice.TalentId, cancel);
        var words = await wording.FillAsync(notice.Content, person.Language == NoticeTemplates.English, cancel);
        if (words.CanWait && QuietHours.EndAfter(time.GetUtcNow()) is { } morning)
        {
            return new Sent(true, morning);
        }

        var waits = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        while (plan.Open(notice, person, words).FirstOrDefault(each => !waits.ContainsKey(each.Channel)) is { Channel: not null } open)
        {
            if (await SendOneAsync(notice, person, words, open.Channel, open.To, cancel) is not { } after)
            {
                return null;
            }

            notice = after;
            if (notice.On(open.Channel) is { IsOver: false } state)
            {
                waits[open.Channel] = state.Next ?? state.At + DeadAfter;
            }
        }

        foreach (var left in notice.Channels.Where(each => !each.IsOver && !waits.ContainsKey(each.Channel)))
        {
            var end = left.State == ChannelStates.Sending ? ChannelStates.Unknown : ChannelStates.Refused;
            notice = await WriteAsync(notice, words, left, left with { State = end, At = time.GetUtcNow(), Claim = null, Next = null, Why = DeliveryReasons.SwitchedOff }, cancel);
        }

        if (notice is { ToldAt: { } at, Content.Outside: true })
        {
            await told(notice, at, cancel);
        }

        return new Sent(true, waits.Count == 0 ? null : waits.Values.Min());
    }

    // Null when somebody else was faster to change the row.
    private async Task<Notification?> SendOneAsync(Notification notice, Recipient person, NoticeWords words, string channel, string to, CancellationToken cancel)
    {
        var (now, key) = (time.GetUtcNow(), (notice.Id, channel));
        var before = notice.On(channel);
        if (before?.State == ChannelStates.Sending)
        {
            if (_unwritten.TryGetValue(key, out var known) && known.Claim == before.Claim)
            {
                return await WriteAsync(notice, words, before, known.State, cancel);
            }

            if (now - before.At < DeadAfter)
            {
                return notice;
            }

            if (channel != ChannelNames.Sms)
            {
                return await WriteAsync(notice, words, before, before with { State = ChannelStates.Unknown, At = now, Claim = null }, cancel);
            }
        }
        else if (before?.Next > now)
        {
            return notice;
        }

        var sending = new ChannelState(channel, ChannelStates.Sending, now, (before?.Tries ?? 0) + 1, Claim: random.Id(16));
        if (await ClaimAsync(notice, person, words, sending, cancel) is not { } claimed)
        {
            return null;
        }

        try
        {
            var letter = new Letter(IdOf(notice, channel), to, person.Language, words, notice.Content.Number);
            var delivery = await plan.Channel(channel).SendAsync(letter, cancel);
            return await WriteAsync(claimed, words, sending, StateOf(notice, sending, delivery), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await WriteAsync(claimed, words, sending, Unsent(sending), CancellationToken.None);
            throw;
        }
    }

    // Others see this id, and it tells them nothing.
    private static string IdOf(Notification notice, string channel) =>
        Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{notice.TalentId}|{notice.Id}|{channel}")).AsSpan(0, IdBytes));

    private async Task<Notification?> ClaimAsync(Notification notice, Recipient person, NoticeWords words, ChannelState sending, CancellationToken cancel)
    {
        var claimed = notice.With(sending);
        var transaction = new Transaction(Shard.Of(notice.TalentId), OperationId.New(random));
        var change = NoticeRows.Change(claimed);
        transaction.Merge(change, notice.Version).WitnessedBy(change.RowKey);
        if (sending.Channel == ChannelNames.WeChat)
        {
            var choice = person.Choice.Choice;
            choices.Put(transaction, notice.TalentId, person.Choice, choice.WithBalance(words.Form, choice.Balance.GetValueOrDefault(words.Form) - 1));
        }

        try
        {
            return await table.CommitAsync(transaction, cancel) is Commit.Written written ? claimed with { Version = written.ETags?[0] ?? default } : null;
        }
        catch (Exception fault) when (fault is StorageException or OperationCanceledException)
        {
            // The claim may be stored, and certainly nothing was sent.
            _unwritten[(notice.Id, sending.Channel)] = (sending.Claim, Unsent(sending));
            throw;
        }
    }

    // Others change the row too, so only this channel is written, and only while it stands as it was: a second attempt may have taken
    // over. That a message was told is true whoever knows it.
    private async Task<Notification> WriteAsync(Notification notice, NoticeWords words, ChannelState before, ChannelState state, CancellationToken cancel)
    {
        var key = (notice.Id, state.Channel);
        _unwritten[key] = (before.Claim, state);
        Notification? first = notice.Version == default ? null : notice;
        var written = await Contest.MustAsync("a notice", async () =>
        {
            var found = first ?? await FindAsync(notice.TalentId, notice.Id, cancel);
            first = null;
            if (found is null)
            {
                return notice.With(state);
            }

            var stands = found.On(state.Channel);
            if (stands != before && (state.State != ChannelStates.Told || stands?.State == ChannelStates.Told))
            {
                return found;
            }

            var after = found.With(state);
            after = state.State == ChannelStates.Told && found.ToldAt is null ? after with { ToldAt = state.At, ToldBy = state.Channel } : after;
            var change = NoticeRows.Change(after);
            var transaction = new Transaction(change.PartitionKey, OperationId.New(random)).Merge(change, found.Version).WitnessedBy(change.RowKey);
            await GiveBackAsync(transaction, notice.TalentId, words, before, state, cancel);
            return await table.CommitAsync(transaction, cancel) is Commit.Written commit ? after with { Version = commit.ETags?[0] ?? default } : null;
        });
        _unwritten.TryRemove(KeyValuePair.Create(key, (before.Claim, state)));
        return written;
    }

    // A consent that was not used stays; when WeChat says that there is none, there is none.
    private async Task GiveBackAsync(
        Transaction transaction, string talentId, NoticeWords words, ChannelState before, ChannelState state, CancellationToken cancel)
    {
        var isRefused = state is { State: ChannelStates.Refused, Why: DeliveryReasons.NoConsent };
        if (state.Channel == ChannelNames.WeChat && before.State == ChannelStates.Sending && (isRefused || state.State is ChannelStates.Waiting or ChannelStates.Failed))
        {
            var stored = await choices.FindAsync(talentId, cancel);
            choices.Put(transaction, talentId, stored, stored.Choice.WithBalance(words.Form, isRefused ? 0 : stored.Choice.Balance.GetValueOrDefault(words.Form) + 1));
        }
    }

    private ChannelState StateOf(Notification notice, ChannelState sending, Delivery delivery)
    {
        var now = time.GetUtcNow();
        switch (delivery)
        {
            case Delivery.Told:
                return sending with { State = ChannelStates.Told, At = now, Claim = null };
            case Delivery.Refused refused:
                return sending with { State = ChannelStates.Refused, At = now, Claim = null, Why = refused.Reason };
            case Delivery.Unknown:
                return sending with { State = ChannelStates.Unknown, At = now, Claim = null };
        }

        var (after, why) = delivery is Delivery.Retry retry ? (retry.After, null) : (_mended, ((Delivery.Mistake)delivery).Reason);
        if (now + after - notice.Content.At < GivenUpAfter)
        {
            return Unsent(sending) with { At = now, Next = now + after, Why = why };
        }

        Log.GivenUp(log, sending.Channel, sending.Tries);
        return sending with { State = ChannelStates.Failed, At = now, Claim = null, Why = why };
    }

    private static ChannelState Unsent(ChannelState sending) => sending with { State = ChannelStates.Waiting, Claim = null };

    /// <summary>What an attempt came to.</summary>
    /// <param name="IsFound">Whether there is such a notice.</param>
    /// <param name="Until">Until when the rest has to wait; null when nothing is left.</param>
    private sealed record Sent(bool IsFound, DateTimeOffset? Until);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A notice was given up on channel {Channel} after {Tries} tries.")]
        public static partial void GivenUp(ILogger log, string channel, int tries);
    }
}
