using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using TalentPass.Core.Casework.Projection;
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
/// <param name="Body">The text of the message; names in it are sealed.</param>
public sealed record DeadLetter(string Id, string Reason, DateTimeOffset At, string Body);

/// <summary>The body of a call that discards a message.</summary>
/// <param name="Reason">Why; it is written to the audit trail. 1–1,000 code points.</param>
public sealed record DiscardLetter([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Reason);

/// <summary>The result for a message.</summary>
/// <param name="Id">The id of the message.</param>
/// <param name="Done"><c>requeued</c> or <c>discarded</c>.</param>
public sealed record LetterDone(string Id, string Done);

/// <summary>
/// The messages that a department's queue could not deliver (死信): unreadable messages, kept in quarantine at the desk, and
/// messages that the host gave up on, in the <c>-poison</c> queue. No request is lost with them, since the sweeper sends
/// the message of each outbox row again. They show that something is broken.
/// </summary>
public sealed class DeadLetters(DeskStore desks, StorageClients clients, AuditTrail audit, TimeProvider time)
{
    private const string Poison = "p-";
    private const string GivenUp = "p-from-";
    private const int Batch = 32;
    private const int Batches = 10;
    private static readonly TimeSpan _held = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _never = TimeSpan.FromSeconds(-1);

    /// <summary>
    /// Lists the messages: first the unreadable ones by id, then the poison messages. A queue shows only its first 32 poison
    /// messages; the others follow when some of these are requeued or discarded. At most two calls a page.
    /// </summary>
    /// <returns>The page; <c>not_found</c> when there is no such desk.</returns>
    public async Task<Outcome<Page<DeadLetter>>> ListAsync(string department, PageRequest page, CancellationToken cancel)
    {
        if (!StorageLayout.Departments.Contains(department))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        var letters = new List<DeadLetter>();
        var skip = 0;
        if (page.Cursor is not { } cursor || !cursor.StartsWith(GivenUp, StringComparison.Ordinal))
        {
            var unreadable = await desks.QuarantinedAsync(department, page.Cursor, page.Limit + 1, cancel);
            letters.AddRange(unreadable.Take(page.Limit).Select(each => new DeadLetter(each.Id, each.Reason, each.At, each.Body)));
            if (unreadable.Count > page.Limit)
            {
                return Page(letters, letters[^1].Id);
            }
        }
        else
        {
            skip = int.Parse(cursor.AsSpan(GivenUp.Length), CultureInfo.InvariantCulture);
        }

        var givenUp = (await TryAsync(async () => (await PoisonQueue(department).PeekMessagesAsync(Batch, cancel)).Value, [])).Skip(skip).ToList();
        var room = page.Limit - letters.Count;
        letters.AddRange(givenUp.Take(room).Select(each => new DeadLetter(
            Poison + each.MessageId, "poison", each.InsertedOn ?? time.GetUtcNow(), Words(each.MessageText))));
        return Page(letters, givenUp.Count > room ? GivenUp + (skip + room).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static Outcome<Page<DeadLetter>>.Done Page(IReadOnlyList<DeadLetter> letters, string? next) => new(new Page<DeadLetter>(letters, next));

    /// <summary>
    /// Sends a message to the desk's queue again, and only then removes it here. So it may be delivered twice but is never lost.
    /// </summary>
    public Task<Outcome<LetterDone>> RequeueAsync(Actor actor, string department, string id, CancellationToken cancel) =>
        EndAsync(actor, department, id, "requeued", null, raw => Queue(department).SendMessageAsync(raw, timeToLive: _never, cancellationToken: cancel), cancel);

    /// <summary>Discards a message. The audit trail records who did so and why.</summary>
    public Task<Outcome<LetterDone>> DiscardAsync(Actor actor, string department, string id, string reason, CancellationToken cancel) =>
        EndAsync(actor, department, id, "discarded", reason, _ => Task.CompletedTask, cancel);

    private async Task<Outcome<LetterDone>> EndAsync(
        Actor actor, string department, string id, string done, string? reason, Func<string, Task> send, CancellationToken cancel)
    {
        Func<Task> remove;
        string raw;
        if (id.StartsWith(Poison, StringComparison.Ordinal))
        {
            if (await TakeAsync(department, id[Poison.Length..], cancel) is not { } message)
            {
                return new Refusal(RefusalCodes.NotFound);
            }

            (raw, remove) = (message.MessageText, () => PoisonQueue(department).DeleteMessageAsync(message.MessageId, message.PopReceipt, cancel));
        }
        else if (StorageKey.IsValid(id) && !id.Contains('|') && await desks.FindQuarantinedAsync(department, id, cancel) is { } kept)
        {
            (raw, remove) = (Convert.ToBase64String(Encoding.UTF8.GetBytes(kept.Body)), () => desks.RemoveQuarantinedAsync(department, id, cancel));
        }
        else
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        await RecordAsync(actor, department, done, reason, cancel);
        await TryAsync<object?>(async () => { await send(raw); return null; }, null);
        await TryAsync<object?>(async () => { await remove(); return null; }, null);
        return new Outcome<LetterDone>.Done(new LetterDone(id, done));
    }

    // A queue cannot be asked for one message by id, so up to ten batches are received and searched. The other messages become
    // visible again by themselves after ten seconds.
    private async Task<QueueMessage?> TakeAsync(string department, string messageId, CancellationToken cancel)
    {
        for (var batch = 0; batch < Batches; batch++)
        {
            var messages = await TryAsync(async () => (await PoisonQueue(department).ReceiveMessagesAsync(Batch, _held, cancel)).Value, []);
            if (messages.FirstOrDefault(each => each.MessageId == messageId) is { } found)
            {
                return found;
            }

            if (messages.Length < Batch)
            {
                break;
            }
        }

        return null;
    }

    private Task RecordAsync(Actor actor, string department, string done, string? reason, CancellationToken cancel) =>
        audit.RecordAsync(actor, $"desk.letter.{done}", cancel, department, reason);

    private QueueClient Queue(string department) => clients.RawQueue(StorageLayout.DeskQueue(department));

    private QueueClient PoisonQueue(string department) => clients.RawQueue(StorageLayout.DeskQueue(department) + StorageLayout.PoisonSuffix);

    private static string Words(string raw)
    {
        Span<byte> bytes = new byte[raw.Length];
        return Convert.TryFromBase64String(raw, bytes, out var length) ? Encoding.UTF8.GetString(bytes[..length]) : raw;
    }

    // In a local run the poison queue does not exist before its first message.
    private static async Task<T> TryAsync<T>(Func<Task<T>> call, T otherwise)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return otherwise;
        }
        catch (Exception exception) when (StorageException.From(exception) is { } translated)
        {
            throw translated;
        }
    }
}
