using System.Globalization;
using System.Security;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>Answers calls to the queue service.</summary>
internal static class QueueService
{
    public static async Task AnswerAsync(StorageExchange call)
    {
        var body = await call.ReadAsync(1);
        var parts = call.Path.Split('/');
        if (call.Path.Length == 0)
        {
            var names = call.Account.Queues.Keys.Where(each => each.StartsWith(call.Query("prefix") ?? "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
            await call.XmlAsync(200, $"<EnumerationResults><Queues>{string.Concat(names.Select(each => $"<Queue><Name>{each}</Name></Queue>"))}</Queues><NextMarker/></EnumerationResults>");
        }
        else if (parts.Length == 1 && HttpMethods.IsPut(call.Method))
        {
            call.Response.StatusCode = call.Account.Queues.TryAdd(parts[0], new QueueData()) ? 201 : 204;
        }
        else if (!call.Account.Queues.TryGetValue(parts[0], out var queue))
        {
            await call.FailAsync(404, "QueueNotFound");
        }
        else if (parts.Length == 1)
        {
            call.Response.Headers["x-ms-approximate-messages-count"] = queue.Count.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            await AnswerMessagesAsync(call, queue, parts.ElementAtOrDefault(2), body);
        }
    }

    private static async Task AnswerMessagesAsync(StorageExchange call, QueueData queue, string? id, byte[] body)
    {
        if (HttpMethods.IsPost(call.Method))
        {
            var text = (string)XDocument.Parse(Encoding.UTF8.GetString(body).TrimStart('\uFEFF')).Root!.Element("MessageText")!;
            await call.XmlAsync(201, List([queue.Add(text, call.Query("visibilitytimeout", 0))], withText: false, withReceipt: true));
        }
        else if (HttpMethods.IsGet(call.Method))
        {
            var peeks = call.Query("peekonly") == "true";
            var messages = queue.Take(call.Query("numofmessages", 1), peeks ? null : call.Query("visibilitytimeout", 30));
            await call.XmlAsync(200, List(messages, withText: true, withReceipt: !peeks));
        }
        else if (id is null)
        {
            queue.Clear();
            call.Response.StatusCode = 204;
        }
        else if (queue.Change(id, HttpMethods.IsDelete(call.Method) ? null : call.Query("visibilitytimeout", 0)) is { } changed)
        {
            call.Response.StatusCode = 204;
            call.Response.Headers["x-ms-popreceipt"] = changed.Receipt;
            call.Response.Headers["x-ms-time-next-visible"] = changed.Visible.ToString("R", CultureInfo.InvariantCulture);
        }
        else
        {
            await call.FailAsync(404, "MessageNotFound");
        }
    }

    private static string List(IEnumerable<QueueMessage> messages, bool withText, bool withReceipt)
    {
        var text = new StringBuilder("<QueueMessagesList>");
        foreach (var each in messages)
        {
            text.Append(CultureInfo.InvariantCulture, $"<QueueMessage><MessageId>{each.Id}</MessageId><InsertionTime>{each.Inserted:R}</InsertionTime><ExpirationTime>Fri, 31 Dec 9999 23:59:59 GMT</ExpirationTime>");
            text.Append(withReceipt ? string.Create(CultureInfo.InvariantCulture, $"<PopReceipt>{each.Receipt}</PopReceipt><TimeNextVisible>{each.Visible:R}</TimeNextVisible>") : "");
            text.Append(withText ? string.Create(CultureInfo.InvariantCulture, $"<DequeueCount>{each.Dequeued}</DequeueCount><MessageText>{SecurityElement.Escape(each.Text)}</MessageText>") : "");
            text.Append("</QueueMessage>");
        }

        return text.Append("</QueueMessagesList>").ToString();
    }
}
