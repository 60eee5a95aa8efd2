using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// One event of a request's history: a step that was taken. An event never changes. Its hash covers the hash of the event before
/// it, so the history is a chain.
/// </summary>
/// <param name="Seq">The number of the step, from 1 and without gaps.</param>
/// <param name="At">When the step was taken.</param>
/// <param name="Action">The name of the action; those of timers and bundles begin with <c>timer:</c> and <c>bundle:</c>.</param>
/// <param name="Actor">The account that took the step.</param>
/// <param name="Role">The role in which the account acted.</param>
/// <param name="Department">The department that had the request before the step.</param>
/// <param name="State">The published state after the step.</param>
/// <param name="Note">
/// The text of the step; it is personal data. People's texts have at most 1,000 code points each. A demand to supply joins the
/// texts of up to 50 items, one a line, so its note can be longer.
/// </param>
/// <param name="Due">The due date after the step, when the step set or changed it.</param>
/// <param name="Internal">Whether only staff may read the event.</param>
/// <param name="Provisional">Whether that date depends on a year without a published calendar.</param>
public sealed record TimelineEvent(
    int Seq,
    DateTimeOffset At,
    string Action,
    string Actor,
    string Role,
    string Department,
    string State,
    string? Note = null,
    DateOnly? Due = null,
    bool Internal = false,
    bool Provisional = false)
{
    /// <summary>The length of a chain hash, in bytes.</summary>
    public const int HashLength = 20;

    /// <summary>The hash that stands before the first step: all zeros.</summary>
    public static byte[] Genesis { get; } = new byte[HashLength];

    /// <summary>The bytes of the step's text in UTF-8.</summary>
    [JsonIgnore]
    public int TextBytes => Note is null ? 0 : Encoding.UTF8.GetByteCount(Note);

    /// <summary>Whether the account acted in one of these roles.</summary>
    public bool IsOf(params ReadOnlySpan<Roles> roles)
    {
        foreach (var role in roles)
        {
            if (Role == role.ToString())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The chain hash of this step: SHA-256 over the hash before it and the step as JSON, cut to its first 160 bits. This JSON has
    /// escapes, as the first stored steps had. It must never change, so that every history can be verified.
    /// </summary>
    public byte[] Chain(ReadOnlySpan<byte> previous)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(this, RequestJson.Default.TimelineEvent);
        var input = new byte[previous.Length + body.Length];
        previous.CopyTo(input);
        body.CopyTo(input.AsSpan(previous.Length));
        return SHA256.HashData(input)[..HashLength];
    }

    /// <summary>The step as JSON in UTF-8. Storage seals these bytes.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, RequestJson.Stored.TimelineEvent);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not an event.</exception>
    public static TimelineEvent Deserialize(byte[] body) =>
        JsonSerializer.Deserialize(body, RequestJson.Stored.TimelineEvent) ?? throw new JsonException("An empty timeline event.");
}

/// <summary>The JSON format of the request records in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TimelineEvent))]
[JsonSerializable(typeof(RequestCourse))]
[JsonSerializable(typeof(ClockCounts))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(List<SubmittedMaterial>))]
[JsonSerializable(typeof(IReadOnlyList<SupplementItem>))]
internal sealed partial class RequestJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static RequestJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
