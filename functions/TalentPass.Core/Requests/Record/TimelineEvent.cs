using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TalentPass.Core.Requests.Record;

/// <summary>What a request's history says of a step that was taken. It never changes, and is chained to the event before it by its hash.</summary>
/// <param name="Seq">From 1, without gaps.</param>
/// <param name="At">When.</param>
/// <param name="Action">The verb of the call, or <c>timer:…</c>.</param>
/// <param name="Actor">The account that acted.</param>
/// <param name="Role">In which role.</param>
/// <param name="Department">The department that held the request.</param>
/// <param name="State">The state after the step.</param>
/// <param name="Note">What was said, at most 1,000 characters; personal.</param>
/// <param name="Due">The date the step set, if any.</param>
/// <param name="Internal">Whether only staff may read it.</param>
/// <param name="Provisional">Whether that date reaches into a year whose calendar is not published.</param>
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
    /// <summary>Length in bytes of a chain hash.</summary>
    public const int HashLength = 20;

    /// <summary>The hash before the first step.</summary>
    public static byte[] Genesis { get; } = new byte[HashLength];

    /// <summary>The hash of this step: SHA-256 over the previous hash and the step, cut to 160 bits.</summary>
    public byte[] Chain(ReadOnlySpan<byte> previous)
    {
        var body = Serialize();
        var input = new byte[previous.Length + body.Length];
        previous.CopyTo(input);
        body.CopyTo(input.AsSpan(previous.Length));
        return SHA256.HashData(input)[..HashLength];
    }

    /// <summary>The step as it is sealed in storage.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, RequestJson.Default.TimelineEvent);

    /// <summary>The inverse of <see cref="Serialize"/>.</summary>
    public static TimelineEvent Deserialize(byte[] body) =>
        JsonSerializer.Deserialize(body, RequestJson.Default.TimelineEvent) ?? throw new JsonException("An empty timeline event.");
}

/// <summary>How the request records are written to storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TimelineEvent))]
[JsonSerializable(typeof(RequestCourse))]
[JsonSerializable(typeof(ClockCounts))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(List<SubmittedMaterial>))]
internal sealed partial class RequestJson : JsonSerializerContext;
