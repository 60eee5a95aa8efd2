using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using TalentPass.Core.Files;

namespace TalentPass.Functions.Tests.Files;

/// <summary>
/// The SDK's HTTP transport to storage. It records every call that names a talent, and how much of each answer the app has read.
/// Calls of timers name none.
/// </summary>
/// <param name="talentId">The talent.</param>
public sealed class WatchedStorage(string talentId) : HttpPipelineTransport, IDisposable
{
    private readonly HttpClientTransport _way = new();
    private readonly ConcurrentQueue<(string Call, WatchedStream? Answer)> _calls = new();

    /// <summary>After how many bytes an answer with the content of a file breaks off; null for never.</summary>
    public long? BreaksOffAfter { get; set; }

    /// <summary>The calls so far, as method and path without the account. Transactions name nobody and are not among them.</summary>
    public IReadOnlyList<string> Calls => [.. _calls.Select(each => each.Call)];

    /// <summary>The contents of files that were opened.</summary>
    public IReadOnlyList<WatchedStream> Contents => [.. Answers(IsContent)];

    /// <summary>The bytes that the app has read of all answers of tables.</summary>
    public long TableBytes => Answers(call => call.StartsWith("GET", StringComparison.Ordinal) && !IsContent(call)).Sum(each => each.BytesRead);

    public void Dispose() => _way.Dispose();

    public void Forget() => _calls.Clear();

    public override Request CreateRequest() => _way.CreateRequest();

    public override void Process(HttpMessage message) => throw new NotSupportedException("The app's storage calls are asynchronous.");

    public override async ValueTask ProcessAsync(HttpMessage message)
    {
        var path = message.Request.Uri.Path.TrimStart('/');
        var call = $"{message.Request.Method} {path[(path.IndexOf('/', StringComparison.Ordinal) + 1)..]}";
        await _way.ProcessAsync(message);
        WatchedStream? answer = null;
        if (message.Response.ContentStream is { } content)
        {
            message.Response.ContentStream = answer = new WatchedStream(content, IsContent(call) ? BreaksOffAfter : null);
        }

        if (message.Request.Uri.ToString().Contains(talentId, StringComparison.Ordinal))
        {
            _calls.Enqueue((call, answer));
        }
    }

    private static bool IsContent(string call) => call.StartsWith("GET files/", StringComparison.Ordinal);

    private IEnumerable<WatchedStream> Answers(Func<string, bool> which) => _calls.Where(each => which(each.Call)).Select(each => each.Answer).OfType<WatchedStream>();
}

/// <summary>The body of an answer of storage.</summary>
/// <param name="content">The body.</param>
/// <param name="breaksOffAfter">After how many bytes reading fails; null for never.</param>
public sealed class WatchedStream(Stream content, long? breaksOffAfter) : ForwardStream
{
    private long _read;

    public long BytesRead => Interlocked.Read(ref _read);

    public bool IsClosed { get; private set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_read >= breaksOffAfter)
        {
            throw new InvalidDataException("Injected: the content breaks off.");
        }

        return Count(await content.ReadAsync(buffer, cancellationToken));
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(content.Read(buffer, offset, count));

    protected override void Dispose(bool disposing)
    {
        IsClosed = true;
        content.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int read)
    {
        Interlocked.Add(ref _read, read);
        return read;
    }
}
