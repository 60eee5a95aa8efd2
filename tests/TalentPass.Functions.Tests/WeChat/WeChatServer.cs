using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.WeChat;

/// <summary>A call that reached the server.</summary>
/// <param name="Path">The path.</param>
/// <param name="Query">The query.</param>
/// <param name="Body">The body; undefined for none.</param>
public sealed record WeChatCallSeen(string Path, IReadOnlyDictionary<string, string> Query, JsonElement Body);

/// <summary>
/// WeChat's servers as their documentation describes them: real HTTP on the loopback address. A test adds operations with
/// <see cref="On"/> and faults with <see cref="FailNext(string, int)"/>. Tokens follow getStableAccessToken: asked again, the same token while it
/// lasts; another one in its last five minutes, or when forced.
/// </summary>
public sealed class WeChatServer : IAsyncDisposable
{
    public const string AppId = "wx0123456789abcdef";
    public const string AppSecret = "0123456789abcdef0123456789abcdef";
    public const string TokenPath = "/cgi-bin/stable_token";
    public const string SendPath = "/cgi-bin/message/subscribe/send";

    private readonly WebApplication _server;
    private readonly TimeProvider _time;
    private readonly ConcurrentQueue<WeChatCallSeen> _calls = new();
    private readonly ConcurrentDictionary<string, Func<WeChatCallSeen, object>> _operations = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Func<HttpContext, Task<bool>>>> _faults = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _tokens = new(StringComparer.Ordinal);
    private string? _token;
    private int _made;

    private WeChatServer(TimeProvider time)
    {
        _time = time;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _operations[TokenPath] = GiveToken;
        On(SendPath, _ => Code(0, "ok"));
    }

    /// <summary>The settings of an app that calls this server.</summary>
    public Dictionary<string, string?> Settings => new() { ["WeChat:AppId"] = AppId, ["WeChat:AppSecret"] = AppSecret, ["WeChat:ApiUrl"] = _server.Urls.Single() };

    /// <summary>Every call so far, in order.</summary>
    public IReadOnlyList<WeChatCallSeen> Calls => [.. _calls];

    /// <summary>Starts the server.</summary>
    public static async Task<WeChatServer> StartAsync(TimeProvider? time = null)
    {
        var server = new WeChatServer(time ?? TimeProvider.System);
        await server._server.StartAsync();
        return server;
    }

    /// <summary>The calls of one path.</summary>
    public IReadOnlyList<WeChatCallSeen> CallsOf(string path) => [.. _calls.Where(each => each.Path == path)];

    /// <summary>Adds or replaces an operation; its answer is sent as JSON. One that needs the access token is refused without it.</summary>
    /// <param name="path">The path.</param>
    /// <param name="answer">Returns the answer of a call.</param>
    /// <param name="needsToken">Whether it needs <c>access_token</c>; otherwise <c>appid</c> and <c>secret</c> must be right.</param>
    public void On(string path, Func<WeChatCallSeen, object> answer, bool needsToken = true) => _operations[path] = call =>
        (needsToken ? RefuseToken(call) : RefuseSecret(call.Query.GetValueOrDefault("appid"), call.Query.GetValueOrDefault("secret"))) ?? answer(call);

    /// <summary>An answer with a code, as WeChat writes it.</summary>
    public static object Code(int errcode, string errmsg = "") => new { errcode, errmsg = $"{errmsg} rid: 6915f0aa-4d1d3a05-1b2c3d4e" };

    /// <summary>The next call of a path is answered with this code, and nothing is done.</summary>
    public void FailNext(string path, int errcode) => FailNext(path, async context =>
    {
        await context.Response.WriteAsJsonAsync(Code(errcode));
        return true;
    });

    /// <summary>The next call of a path is answered by a gateway.</summary>
    public void PageNext(string path, HttpStatusCode status) => FailNext(path, async context =>
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/html";
        await context.Response.WriteAsync("<html>502</html>");
        return true;
    });

    /// <summary>The next call of a path is done, but its answer never comes: the connection is cut.</summary>
    public void LoseNext(string path) => FailNext(path, context =>
    {
        Do(context.Request.Path, context);
        context.Abort();
        return Task.FromResult(true);
    });

    /// <summary>The next call of a path waits for this before it is answered.</summary>
    public void HoldNext(string path, Task until) => FailNext(path, async context =>
    {
        await until.WaitAsync(context.RequestAborted);
        return false;
    });

    /// <summary>From now on no token that was given out is accepted.</summary>
    public void ForgetTokens()
    {
        lock (_gate)
        {
            _tokens.Clear();
            _token = null;
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void FailNext(string path, Func<HttpContext, Task<bool>> fault) => _faults.GetOrAdd(path, _ => new()).Enqueue(fault);

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync();
        var query = context.Request.Query.ToDictionary(each => each.Key, each => each.Value.ToString(), StringComparer.Ordinal);
        var seen = new WeChatCallSeen(path, query, text.Length == 0 ? default : JsonElement.Parse(text));
        context.Items["seen"] = seen;
        _calls.Enqueue(seen);
        if (_faults.TryGetValue(path, out var faults) && faults.TryDequeue(out var fault) && await fault(context))
        {
            return;
        }

        await context.Response.WriteAsJsonAsync(Do(path, context));
    }

    private object Do(string path, HttpContext context) =>
        _operations.TryGetValue(path, out var operation) ? operation((WeChatCallSeen)context.Items["seen"]!) : Code(43002, "require GET/POST");

    private object GiveToken(WeChatCallSeen call)
    {
        if (RefuseSecret(call.Body.GetProperty("appid").GetString(), call.Body.GetProperty("secret").GetString()) is { } refused)
        {
            return refused;
        }

        lock (_gate)
        {
            var now = _time.GetUtcNow();
            var forced = call.Body.TryGetProperty("force_refresh", out var force) && force.GetBoolean();
            if (forced)
            {
                _tokens.Clear();
            }

            if (_token is null || !_tokens.TryGetValue(_token, out var end) || end - now <= TimeSpan.FromMinutes(5))
            {
                _token = $"{++_made}_TOKEN-OF-THE-PLATFORM";
                _tokens[_token] = now.AddSeconds(7200);
            }

            return new { access_token = _token, expires_in = (int)(_tokens[_token] - now).TotalSeconds };
        }
    }

    private object? RefuseToken(WeChatCallSeen call)
    {
        lock (_gate)
        {
            return !call.Query.TryGetValue("access_token", out var token) ? Code(41001, "access_token missing")
                : !_tokens.TryGetValue(token, out var end) ? Code(40001, "invalid credential, access_token is invalid or not latest")
                : end <= _time.GetUtcNow() ? Code(42001, "access_token expired")
                : null;
        }
    }

    private static object? RefuseSecret(string? appId, string? secret) =>
        appId != AppId ? Code(40013, "invalid appid") : secret != AppSecret ? Code(40125, "invalid appsecret") : null;
}
