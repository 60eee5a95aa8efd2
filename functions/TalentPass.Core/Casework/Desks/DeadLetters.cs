using System.ComponentModel.DataAnnotations;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Casework.Desks;

/// <summary>A message that could not be delivered to its desk (死信).</summary>
/// <param name="Id">The id of the message.</param>
/// <param name="Reason">
/// <c>not_json</c>, <c>unknown_message</c>, <c>unknown_version</c>, <c>bad_schema</c> or <c>bad_address</c>; <c>poison</c> when
/// every attempt of the host failed.
/// </param>
/// <param name="At">When an unreadable message was put into quarantine, or a poison message into its queue.</param>
/// <param name="Body">The text of the message, at most 64 Ki characters (UTF-16 units); names in it are sealed.</param>
/// <param name="ProposedBy">The account that proposed to discard it; null when nobody did.</param>
public sealed record DeadLetter(string Id, string Reason, DateTimeOffset At, string Body, string? ProposedBy);

/// <summary>The body of a call that discards a message.</summary>
/// <param name="Reason">Why; it is written to the audit trail. 1–1,000 code points.</param>
public sealed record DiscardLetter([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Reason);

/// <summary>The result for a message.</summary>
/// <param name="Id">The id of the message.</param>
/// <param name="Done">
/// <c>requeued</c>; <c>discarded</c>; <c>discard-proposed</c> when another supervisor has to discard it too.
/// </param>
public sealed record LetterDone(string Id, string Done);

/// <summary>
/// The messages that a department's queue could not deliver (死信): unreadable messages, and messages that the host gave up on.
/// Both are kept in quarantine at the desk. The host leaves the latter in the <c>-poison</c> queue, which shows 32 of them, hides
/// what somebody takes and drops them after seven days; so they are moved when a supervisor lists them. No request is lost with
/// a dead letter, since the sweeper sends the message of each outbox row again. They show that something is broken.
/// </summary>
public sealed class DeadLetters(DeskStore desks, StorageClients clients, AuditTrail audit, RandomSource random, TimeProvider time) : IDisposable
{
    private const string Poison = "poison";
    private const int Batch = 32;
    private const int Batches = 10;
    private const int MostShown = 64 * 1024;

    // Long enough to store a batch. A message that was not stored shows up again after this time.
    private static readonly TimeSpan _taken = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    // One at a time: what one supervisor's list is about to move is hidden from the list of another.
    private readonly SemaphoreSlim _moving = new(1, 1);

    /// <summary>
    /// Lists the messages: first the unreadable ones by id, then those that the host gave up on. At most two calls a page; two
    /// more for each message that has just been given up, at most 320 at a time.
    /// </summary>
    /// <returns>The page; <c>not_found</c> when there is no such desk.</returns>
    public async Task<Outcome<Page<DeadLetter>>> ListAsync(string department, PageRequest page, CancellationToken cancel)
    {
        if (!DeskNames.IsDesk(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (page.Cursor is null)
        {
            await MoveGivenUpAsync(department, cancel);
        }

        var kept = await desks.QuarantinedAsync(department, page.Cursor, page.Limit + 1, cancel);
        return new Outcome<Page<DeadLetter>>.Done(new Page<DeadLetter>(
            [.. kept.Take(page.Limit).Select(each => new DeadLetter(each.Id, each.Reason, each.At, Words(each), each.ProposedBy))],
            kept.Count > page.Limit ? kept[page.Limit - 1].Id : null));
    }

    /// <summary>
    /// Sends a message to the desk's queue again, and only then removes it here. So it may be delivered twice but is never lost.
    /// Four calls.
    /// </summary>
    /// <returns>The result; <c>not_found</c>.</returns>
    public async Task<Outcome<LetterDone>> RequeueAsync(Actor actor, string department, string id, CancellationToken cancel)
    {
        if (await FindAsync(department, id, cancel) is not { } letter)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await audit.RecordAsync(actor, "desk.letter.requeued", cancel, department);
        await SendAsync(department, letter, cancel);
        return await RemoveAsync(department, id, "requeued", cancel);
    }

    /// <summary>
    /// Discards a message. It takes two supervisors (复核): the first call proposes it, and the message stays; the call of another
    /// account discards it. The audit trail records both with their reasons. Three calls.
    /// </summary>
    /// <returns>
    /// The result; <c>not_found</c>, <c>second_person_needed</c> for the account that proposed it, <c>changed_meanwhile</c>.
    /// </returns>
    public async Task<Outcome<LetterDone>> DiscardAsync(Actor actor, string department, string id, string reason, CancellationToken cancel)
    {
        if (await FindAsync(department, id, cancel) is not { } letter)
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        if (letter.ProposedBy == actor.Account)
        {
            return new Refusal(RefusalCodes.SecondPersonNeeded);
        }

        if (letter.ProposedBy is null)
        {
            await audit.RecordAsync(actor, "desk.letter.discard-proposed", cancel, department, reason);
            return await desks.ProposeDiscardAsync(department, letter, actor.Account, OperationId.New(random), cancel)
                ? new Outcome<LetterDone>.Done(new LetterDone(id, "discard-proposed"))
                : new Refusal(RefusalCodes.ChangedMeanwhile);
        }

        await audit.RecordAsync(actor, "desk.letter.discarded", cancel, department, reason);
        return await RemoveAsync(department, id, "discarded", cancel);
    }

    /// <inheritdoc />
    public void Dispose() => _moving.Dispose();

    private async ValueTask<QuarantinedMessage?> FindAsync(string department, string id, CancellationToken cancel) =>
        DeskNames.IsDesk(department) && StorageKey.IsValid(id) && !id.Contains('|')
            ? await desks.FindQuarantinedAsync(department, id, cancel)
            : null;

    private async Task<Outcome<LetterDone>> RemoveAsync(string department, string id, string done, CancellationToken cancel) =>
        await desks.RemoveQuarantinedAsync(department, id, OperationId.New(random), cancel)
            ? new Outcome<LetterDone>.Done(new LetterDone(id, done))
            : new Refusal(RefusalCodes.NotFound);

    private async Task SendAsync(string department, QuarantinedMessage letter, CancellationToken cancel)
    {
        var raw = letter.Reason == Poison ? letter.Text : Convert.ToBase64String(Encoding.UTF8.GetBytes(letter.Text));
        var queue = clients.RawQueue(StorageLayout.DeskQueue(department));
        await StorageCall.RunAsync(token => queue.SendMessageAsync(raw, timeToLive: _never, cancellationToken: token), cancel);
    }

    private async Task MoveGivenUpAsync(string department, CancellationToken cancel)
    {
        await StorageDeadline.WaitAsync(_moving.WaitAsync, cancel);
        try
        {
            var queue = clients.RawQueue(StorageLayout.DeskQueue(department) + StorageLayout.PoisonSuffix);
            for (var batch = 0; batch < Batches && await MoveBatchAsync(DeskNames.CityOf(department)!, queue, cancel); batch++)
            {
            }
        }
        finally
        {
            _moving.Release();
        }
    }

    // False when the queue has no more messages, or does not exist: in a local run it does not before its first message.
    private async Task<bool> MoveBatchAsync(string city, QueueClient queue, CancellationToken cancel)
    {
        var messages = await StorageCall.TryAsync(async token => (await queue.ReceiveMessagesAsync(Batch, _taken, token)).Value, [], cancel);
        await Parallel.ForEachAsync(messages, cancel, async (message, stop) =>
        {
            var at = message.InsertedOn ?? time.GetUtcNow();
            await desks.QuarantineGivenUpAsync(DeskOf(message.MessageText, city), message.MessageId, message.MessageText, at, OperationId.New(random), stop);
            await StorageCall.TryAsync<Response?>(async token => await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, token), null, stop);
        });
        return messages.Length > 0;
    }

    // The queue is shared by a department and the districts' desks below it. A message that can be read names its desk.
    private static string DeskOf(string raw, string city) =>
        MessageCodec.Read(Decoded(raw)) is MessageRead.Arrived { Message.Department: var named } && DeskNames.IsDesk(named) && DeskNames.CityOf(named) == city
            ? named : city;

    private static string Words(QuarantinedMessage letter)
    {
        var text = letter.Reason == Poison ? Decoded(letter.Text) : letter.Text;
        return text.Length <= MostShown ? text : text[..MostShown];
    }

    private static string Decoded(string raw)
    {
        Span<byte> bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : raw;
    }
}
