using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>
/// A stand-in for Azure Table, Queue and Blob Storage on three loopback ports. A read costs O(log n + rows), so that the caller
/// is measured and not the storage. The first segment of a path names the account, and the first call makes it. It checks no
/// signatures and keeps nothing. It knows only the calls that the product makes; it answers any other call with 400.
/// </summary>
internal sealed class InMemoryStorage : IAsyncDisposable
{
    private const int LargestBody = 64 << 20;
    private readonly ConcurrentDictionary<string, StorageAccount> _accounts = new(StringComparer.Ordinal);
    private readonly List<ListenOptions> _listeners = [];
    private readonly WebApplication _app;

    private InMemoryStorage()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            for (var i = 0; i < 3; i++)
            {
                kestrel.Listen(IPAddress.Loopback, 0, _listeners.Add);
            }
        });
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    /// <summary>How it behaves: slow, busy or silent.</summary>
    public StorageBehaviour Behaviour { get; } = new();

    /// <summary>The ports of tables, queues and blobs.</summary>
    public StoragePorts Ports => new(Port(0), Port(1), Port(2));

    /// <summary>Starts it on free ports.</summary>
    public static async Task<InMemoryStorage> StartAsync(CancellationToken cancel = default)
    {
        var storage = new InMemoryStorage();
        await storage._app.StartAsync(cancel);
        return storage;
    }

    /// <summary>An account; made when there is none with this name.</summary>
    public StorageAccount Account(string name) => _accounts.GetOrAdd(name, static _ => new StorageAccount());

    /// <summary>Forgets an account.</summary>
    public void Drop(string name) => _accounts.TryRemove(name, out _);

    public async ValueTask DisposeAsync()
    {
        Behaviour.Silent = false;
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!.TrimStart('/');
        var cut = path.IndexOf('/', StringComparison.Ordinal);
        var call = new StorageExchange(http, Account(cut < 0 ? path : path[..cut]), cut < 0 ? "" : path[(cut + 1)..]);
        var service = _listeners.FindIndex(each => each.IPEndPoint!.Port == http.Connection.LocalPort);
        // Every answer of storage has it; the app takes no other for one of storage.
        http.Response.Headers["x-ms-request-id"] = http.TraceIdentifier;
        call.Account.Count(service);
        call.UsesXml = service > 0;
        if (!await Behaviour.LetThroughAsync(http.RequestAborted))
        {
            await call.FailAsync(503, "ServerBusy");
            return;
        }

        try
        {
            await (service switch { 0 => TableService.AnswerAsync(call), 1 => QueueService.AnswerAsync(call), _ => BlobService.AnswerAsync(call) });
        }
        catch (NotSupportedException unknown)
        {
            await call.FailAsync(400, "NotImplemented", unknown.Message);
        }
    }

    private int Port(int service) => _listeners[service].IPEndPoint!.Port;
}

/// <summary>The loopback ports of a stand-in's three services.</summary>
internal sealed record StoragePorts(int Tables, int Queues, int Blobs)
{
    private static readonly string _key = Convert.ToBase64String(new byte[64]);

    /// <summary>The connection string of an account.</summary>
    public string Connection(string account) => string.Create(
        CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={_key};TableEndpoint=http://127.0.0.1:{Tables}/{account};QueueEndpoint=http://127.0.0.1:{Queues}/{account};BlobEndpoint=http://127.0.0.1:{Blobs}/{account};");
}
