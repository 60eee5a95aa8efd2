using Azure.Storage.Queues.Models;

namespace TalentPass.LocalHost.Queues;

/// <summary>Turns a message as it lies in the queue into what a function is handed.</summary>
internal static class MessageContent
{
    /// <summary>The message with its content decoded.</summary>
    /// <returns>Null when it is not base64.</returns>
    public static QueueMessage? Decode(QueueMessage raw, bool base64)
    {
        if (!base64)
            return raw;
        var text = raw.Body.ToString();
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? QueuesModelFactory.QueueMessage(
                raw.MessageId, raw.PopReceipt, BinaryData.FromBytes(bytes.AsMemory(0, length)), raw.DequeueCount, raw.NextVisibleOn, raw.InsertedOn, raw.ExpiresOn)
            : null;
    }

    /// <summary>The message as the type a function asks for.</summary>
    public static object As(QueueMessage message, Type type) =>
        type == typeof(string) ? message.Body.ToString()
        : type == typeof(BinaryData) ? message.Body
        : message;
}
