using TalentPass.Core.Casework.Messages;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Desks;

/// <summary>The result of delivering a message to a desk.</summary>
public abstract record Delivery
{
    private Delivery()
    {
    }

    /// <summary>The request was entered into the desk's list.</summary>
    public sealed record Entered : Delivery;

    /// <summary>The desk's list already had the request: the message was repeated.</summary>
    public sealed record AlreadyThere : Delivery;

    /// <summary>The message is left in the queue, because only an instance of a newer app can read it.</summary>
    /// <param name="Version">The version of the message.</param>
    public sealed record Left(int Version) : Delivery;

    /// <summary>The message can never be read, so it was put into quarantine for the supervisor.</summary>
    /// <param name="Reason">The reason as a stable code.</param>
    public sealed record Quarantined(string Reason) : Delivery;
}

/// <summary>
/// The consumer of the desk queues. It enters the request into the desk's list and then deletes the outbox row. Two calls; for a
/// transferred request at least two more, to make sure that the former desk no longer shows it. Each sixteenth message costs two
/// more, to fold the desk's counts.
/// </summary>
public sealed class DeliverToDesk(
    DeskStore desks, DeskProjection projection, RequestNumbers numbers, FieldSealer sealer, RandomSource random, TimeProvider time)
{
    /// <summary>
    /// How often a message of a later version is received before it goes into quarantine: about four minutes, longer than instances
    /// of two versions work side by side. It is less than the <c>maxDequeueCount</c> of the queues.
    /// </summary>
    public const int MostAttempts = 8;

    /// <summary>Handles one message of a department's queue.</summary>
    /// <param name="department">The department whose queue had the message. The message names its desk, which may be a district's.</param>
    /// <param name="text">The text of the message.</param>
    /// <param name="attempt">How often the message was received, this time included.</param>
    /// <param name="cancel">Stops the work; the queue delivers the message again.</param>
    /// <exception cref="StorageException">Storage is not available for the moment; the queue delivers the message
    /// again.</exception>
    public async Task<Delivery> RunAsync(string department, string text, long attempt, CancellationToken cancel)
    {
        var read = MessageCodec.Read(text);
        if (read is MessageRead.OfLaterVersion { Version: var later } && attempt < MostAttempts)
        {
            return new Delivery.Left(later);
        }

        if (read is MessageRead.Arrived { Message: var message }
            && numbers.Parse(message.Number) is { } request
            && DeskNames.IsDesk(message.Department)
            && StorageLayout.DeskQueue(message.Department) == StorageLayout.DeskQueue(department)
            && StorageKey.IsValid(message.Outbox))
        {
            return await EnterAsync(request, message, cancel);
        }

        var reason = read switch
        {
            MessageRead.Unreadable unreadable => unreadable.Reason,
            MessageRead.OfLaterVersion => "unknown_version",
            _ => "bad_address",
        };
        await desks.QuarantineAsync(department, text, reason, time.GetUtcNow(), OperationId.New(random), cancel);
        return new Delivery.Quarantined(reason);
    }

    private async Task<Delivery> EnterAsync(RequestRef request, RequestArrivedV1 message, CancellationToken cancel)
    {
        var entry = DeskEntry.From(request.Key, message.Entry, sealer);
        var entered = await desks.TryArriveAsync(message.Department, DeskView.Of(entry), OperationId.New(random), cancel);
        var shown = entered || await projection.CatchUpAsync(request, message.Department, cancel);
        if (message.From is { } from && DeskNames.IsDesk(from))
        {
            shown &= await projection.CatchUpAsync(request, from, cancel);
        }

        if (shown)
        {
            await projection.DoneAsync(request, message.Outbox, cancel);
        }

        await desks.FoldSometimesAsync(message.Department, cancel);
        return entered ? new Delivery.Entered() : new Delivery.AlreadyThere();
    }
}
