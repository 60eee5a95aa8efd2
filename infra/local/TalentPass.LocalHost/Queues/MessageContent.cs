using Azure.Storage.Queues.Models;

namespace TalentPass.LocalHost.Queues;

/// <summary>Turns a message of a queue into the argument of a function.</summary>
internal static class MessageContent
{
    /// <summary>Decodes the content of a message.</summary>
    /// <returns>The message; null when its content is not base64.</returns>
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

    /// <summary>Returns the message as the type the function asks for.</summary>
    public static object As(QueueMessage message, Type type) =>
        type == typeof(string) ? message.Body.ToString()
        : type == typeof(BinaryData) ? message.Body
        : message;
}
