using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Casework.Messages;

/// <summary>What a queue message turned out to be.</summary>
public abstract record MessageRead
{
    private MessageRead()
    {
    }

    /// <summary>A request has arrived.</summary>
    public sealed record Arrived(RequestArrivedV1 Message) : MessageRead;

    /// <summary>Nobody will ever be able to read it: a permanent error, to be quarantined.</summary>
    /// <param name="Reason">Stable: <c>not_json</c>, <c>unknown_message</c>, <c>unknown_version</c>, <c>bad_schema</c>.</param>
    public sealed record Unreadable(string Reason) : MessageRead;
}

/// <summary>
/// Messages on the wire: <c>{"name":…,"version":…,"data":{…}}</c>. Unknown names and versions are refused, never guessed.
/// </summary>
public static class MessageCodec
{
    /// <summary>Writes a message.</summary>
    public static string Write(RequestArrivedV1 message) => JsonSerializer.Serialize(
        new Envelope(RequestArrivedV1.Name, RequestArrivedV1.Version, JsonSerializer.SerializeToElement(message, MessageJson.Default.RequestArrivedV1)),
        MessageJson.Default.Envelope);

    /// <summary>Reads a message.</summary>
    public static MessageRead Read(string text)
    {
        Envelope? envelope;
        try
        {
            envelope = JsonSerializer.Deserialize(text, MessageJson.Default.Envelope);
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
                { Version: not RequestArrivedV1.Version } => new MessageRead.Unreadable("unknown_version"),
                _ => envelope.Data.Deserialize(MessageJson.Default.RequestArrivedV1) is { } message
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

/// <summary>How messages are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Envelope))]
[JsonSerializable(typeof(RequestArrivedV1))]
internal sealed partial class MessageJson : JsonSerializerContext;
