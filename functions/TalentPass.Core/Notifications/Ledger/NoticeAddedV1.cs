using System.Text.Json;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>
/// The message of queue <c>notifications</c>: somebody has to be told something. It only wakes the sender up; the ledger and the outbox
/// hold everything. Fields may be added, never changed or removed.
/// </summary>
/// <param name="TalentId">The talent or guest.</param>
/// <param name="Notice">The id of the notice.</param>
/// <param name="Outbox">The key of the outbox row; it is deleted when nothing more is to be sent.</param>
public sealed record NoticeAddedV1(string TalentId, string Notice, string Outbox)
{
    /// <summary>The name of the message in its envelope.</summary>
    public const string Name = "notice-added";

    /// <summary>The version of the message in its envelope.</summary>
    public const int Version = 1;
}

/// <summary>The envelope of a message, as those of the desks have it.</summary>
internal sealed record NoticeEnvelope(string Name, int Version, JsonElement Data);

/// <summary>Writes and reads messages of queue <c>notifications</c>.</summary>
public static class NoticeMessages
{
    /// <summary>Writes a message.</summary>
    public static string Write(NoticeAddedV1 message) => JsonSerializer.Serialize(
        new NoticeEnvelope(NoticeAddedV1.Name, NoticeAddedV1.Version, JsonSerializer.SerializeToElement(message, NoticeJson.Stored.NoticeAddedV1)),
        NoticeJson.Stored.NoticeEnvelope);

    /// <summary>Reads a message; null when it cannot be read.</summary>
    /// <param name="text">The text of the message.</param>
    /// <param name="isLater">Whether only an instance of a newer app can read it.</param>
    public static NoticeAddedV1? Read(string text, out bool isLater)
    {
        isLater = false;
        try
        {
            var envelope = JsonSerializer.Deserialize(text, NoticeJson.Stored.NoticeEnvelope);
            if (envelope is not { Name: NoticeAddedV1.Name })
            {
                return null;
            }

            isLater = envelope.Version > NoticeAddedV1.Version;
            return envelope is { Version: NoticeAddedV1.Version, Data.ValueKind: JsonValueKind.Object }
                && envelope.Data.Deserialize(NoticeJson.Stored.NoticeAddedV1) is { TalentId: not null, Notice: not null, Outbox: not null } message
                ? message
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
