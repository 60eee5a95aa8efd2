using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>
/// A gateway for text messages as its contract describes it: real HTTP on the loopback address. A repeated id is answered the same
/// and sent once.
/// </summary>
internal sealed class SmsServer : IAsyncDisposable
{
    public const string Key = "KEY-OF-THE-GATEWAY";
    private readonly WebApplication _server;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _faults = new();
    private readonly ConcurrentDictionary<string, JsonElement> _sent = new(StringComparer.Ordinal);
    private int _calls;

    private SmsServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
    }

    public string Url => $"{_server.Urls.Single()}/messages";

    /// <summary>Calls that came, with whatever end.</summary>
    public int Calls => _calls;

    /// <summary>The messages that were sent to phones, by their ids.</summary>
    public IReadOnlyDictionary<string, JsonElement> Sent => _sent;

    public static async Task<SmsServer> StartAsync()
    {
        var server = new SmsServer();
        await server._server.StartAsync();
        return server;
    }

    /// <summary>The next call is answered with this status, and nothing is sent.</summary>
    public void FailNext(int status, string? body = null, string? retryAfter = null) => _faults.Enqueue(async context =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = retryAfter;
        await context.Response.WriteAsync(body ?? "");
    });

    /// <summary>The next message is sent, but the answer never comes.</summary>
    public void LoseNext() => _faults.Enqueue(async context =>
    {
        await SendAsync(context);
        context.Abort();
    });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        if (context.Request.Headers.Authorization != $"Bearer {Key}")
        {
            context.Response.StatusCode = 401;
        }
        else if (_faults.TryDequeue(out var fault))
        {
            await fault(context);
        }
        else
        {
            await SendAsync(context);
            context.Response.StatusCode = 202;
        }
    }

    private async Task SendAsync(HttpContext context)
    {
        Assert.Equal("application/json", context.Request.ContentType);
        var message = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        Assert.Equal(context.Request.Headers["Idempotency-Key"], message.GetProperty("id").GetString());
        _sent.TryAdd(message.GetProperty("id").GetString()!, message);
    }
}
