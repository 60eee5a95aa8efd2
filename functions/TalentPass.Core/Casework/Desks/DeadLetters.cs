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

/// <summary>A message that did not reach its desk's list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Reason"><c>not_json</c>, <c>unknown_message</c>, <c>unknown_version</c>, <c>bad_schema</c>, <c>bad_address</c>, or <c>poison</c> when every try failed.</param>
/// <param name="At">When it was set aside.</param>
/// <param name="Body">What it says; names in it are sealed.</param>
public sealed record DeadLetter(string Id, string Reason, DateTimeOffset At, string Body);

/// <summary>Why a message is thrown away.</summary>
/// <param name="Reason">Told to the trail.</param>
public sealed record DiscardLetter([property: StringLength(TextLimits.Explanation, MinimumLength = 1)] string Reason);

/// <summary>What became of a message.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Done"><c>requeued</c> or <c>discarded</c>.</param>
public sealed record LetterDone(string Id, string Done);

/// <summary>
/// The messages a department's queue could not deliver (死信): those nobody can read, kept at the desk, and those the host
/// gave up on. No request hangs on them, its outbox row rings again; they tell what is broken.
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
    /// The messages: the unreadable ones by id, then those that were given up; of these a queue shows its first 32, the
    /// others as room is made. At most two calls a page.
    /// </summary>
    /// <returns>The page; <c>not_found</c> where there is no such desk.</returns>
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

    /// <summary>Puts a message back on the desk's queue, then takes it away here: it may be delivered twice, never lost.</summary>
    public Task<Outcome<LetterDone>> RequeueAsync(Actor actor, string department, string id, CancellationToken cancel) =>
        EndAsync(actor, department, id, "requeued", null, raw => Queue(department).SendMessageAsync(raw, timeToLive: _never, cancellationToken: cancel), cancel);

    /// <summary>Throws a message away; who did and why stands in the trail.</summary>
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

    // The queue gives messages in no order of ours: a few batches are looked through, what is not wanted comes back by itself.
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

    // A local run makes a poison queue with its first message.
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
