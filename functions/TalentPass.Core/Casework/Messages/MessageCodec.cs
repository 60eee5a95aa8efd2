using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Casework.Messages;

/// <summary>The result of reading a queue message.</summary>
public abstract record MessageRead
{
    private MessageRead()
    {
    }

    /// <summary>The message says that a request has arrived.</summary>
    public sealed record Arrived(RequestArrivedV1 Message) : MessageRead;

    /// <summary>
    /// The message is known, but in a version that only a newer app can read. While a new app is being deployed, instances of both
    /// are at work.
    /// </summary>
    /// <param name="Version">The version of the message.</param>
    public sealed record OfLaterVersion(int Version) : MessageRead;

    /// <summary>The message can never be read. This is a permanent error, so the message goes into quarantine.</summary>
    /// <param name="Reason">
    /// A stable code: <c>not_json</c>, <c>unknown_message</c>, <c>unknown_version</c>, <c>bad_schema</c>.
    /// </param>
    public sealed record Unreadable(string Reason) : MessageRead;
}

/// <summary>
/// Writes and reads queue messages: <c>{"name":…,"version":…,"data":{…}}</c>. An unknown name is unreadable, a later version is
/// left to a newer app; data is never guessed.
/// </summary>
public static class MessageCodec
{
    /// <summary>Writes a message.</summary>
    public static string Write(RequestArrivedV1 message) => JsonSerializer.Serialize(
        new Envelope(RequestArrivedV1.Name, RequestArrivedV1.Version, JsonSerializer.SerializeToElement(message, MessageJson.Stored.RequestArrivedV1)),
        MessageJson.Stored.Envelope);

    /// <summary>Reads a message. It never throws for a wrong text; that is <see cref="MessageRead.Unreadable"/>.</summary>
    public static MessageRead Read(string text)
    {
        Envelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(text, MessageJson.Stored.Envelope);
        }
        catch (JsonException)
        {
            return new MessageRead.Unreadable("not_json");
        }

        try
        {
            return envelope switch
            {
                null => new MessageRead.Unreadable("not_json"),
                { Name: not RequestArrivedV1.Name } => new MessageRead.Unreadable("unknown_message"),
                { Version: > RequestArrivedV1.Version and var later } => new MessageRead.OfLaterVersion(later),
                { Version: not RequestArrivedV1.Version } => new MessageRead.Unreadable("unknown_version"),
                _ => envelope.Data.Deserialize(MessageJson.Stored.RequestArrivedV1) is { } message
                    ? new MessageRead.Arrived(message)
                    : new MessageRead.Unreadable("bad_schema"),
            };
        }
        catch (JsonException)
        {
            return new MessageRead.Unreadable("bad_schema");
        }
    }
}

/// <summary>The envelope of every message.</summary>
internal sealed record Envelope(string Name, int Version, JsonElement Data);

/// <summary>The JSON format of the messages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(RequestArrivedV1))]
internal sealed partial class MessageJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static MessageJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
