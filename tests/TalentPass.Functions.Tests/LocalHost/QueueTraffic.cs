using System.Collections.Concurrent;
using System.Web;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Storage.Queues;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>
/// Records every call of a queue client: the method, the last part of the path, and for how many seconds the call hides a
/// message.
/// </summary>
internal sealed class QueueTraffic : HttpPipelineSynchronousPolicy
{
    private readonly ConcurrentQueue<Call> _calls = new();

    public IReadOnlyCollection<Call> Calls => _calls;

    /// <summary>Calls that fetch messages.</summary>
    public IEnumerable<Call> Receives => _calls.Where(call => call is { Method: "GET", Segment: "messages" });

    /// <summary>Calls that change how long a message is hidden.</summary>
    public IEnumerable<Call> Updates => _calls.Where(call => call.Method == "PUT" && call.Hidden is not null);

    public void Watch(QueueClientOptions options) => options.AddPolicy(this, HttpPipelinePosition.PerRetry);

    public override void OnReceivedResponse(HttpMessage message)
    {
        var uri = message.Request.Uri.ToUri();
        _calls.Enqueue(new Call(
            message.Request.Method.Method,
            uri.Segments[^1].Trim('/'),
            HttpUtility.ParseQueryString(uri.Query)["visibilitytimeout"],
            message.Response.Status));
    }

    internal sealed record Call(string Method, string Segment, string? Hidden, int Status);
}
