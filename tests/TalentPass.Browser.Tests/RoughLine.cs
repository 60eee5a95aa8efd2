using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Browser.Tests;

/// <summary>What happens to a call on its way.</summary>
public enum Mishap
{
    /// <summary>The connection breaks before the app has seen the call, and so do all repetitions of it.</summary>
    LostBefore,

    /// <summary>The app does the call, but the connection breaks before its answer, and so it goes with all repetitions.</summary>
    LostAfter,

    /// <summary>The app does the call, and its answer waits until the line is mended.</summary>
    Held,
}

/// <summary>
/// An HTTP proxy between the browser and the app. It notes the calls of the API, and loses or holds those that a test names. The
/// browser keeps its connections open, so it also repeats by itself what a broken one has swallowed, as it does on a real line.
/// </summary>
public sealed partial class RoughLine : IAsyncDisposable
{
    private static readonly HashSet<string> _ofOneConnection = new(StringComparer.OrdinalIgnoreCase) { "Connection", "Keep-Alive", "Transfer-Encoding", "Host", "Upgrade" };

    private readonly HttpClient _app;
    private readonly WebApplication _proxy;
    private readonly ConcurrentQueue<string> _calls = new();
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private volatile Trouble? _trouble;

    private RoughLine(Uri app)
    {
        _app = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = app };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = null);
        _proxy = builder.Build();
        _proxy.Run(async context =>
        {
            var served = ServeAsync(context);
            _open[served] = true;
            await served;
            _open.TryRemove(served, out _);
        });
    }

    /// <summary>The address at which the browser finds the app.</summary>
    public string Origin => _proxy.Urls.First();

    /// <summary>Starts a proxy before the app.</summary>
    public static async Task<RoughLine> StartAsync(Uri app)
    {
        var line = new RoughLine(app);
        await line._proxy.StartAsync(TestContext.Current.CancellationToken);
        return line;
    }

    /// <summary>The names of the calls since the last time, each once, in the order in which they came.</summary>
    public IReadOnlyList<string> TakeCalls()
    {
        List<string> taken = [];
        while (_calls.TryDequeue(out var call))
        {
            if (!taken.Contains(call))
            {
                taken.Add(call);
            }
        }

        return taken;
    }

    /// <summary>Disturbs the calls of this name from now on. A call is held once; the next one of its name passes.</summary>
    /// <param name="call">The name, such as <c>POST /requests/*/urge</c>.</param>
    /// <param name="mishap">What happens to it.</param>
    /// <returns>Ends when a call of this name has met it.</returns>
    public Task Disturb(string call, Mishap mishap)
    {
        var trouble = new Trouble(call, mishap);
        Interlocked.Exchange(ref _trouble, trouble)?.Over.TrySetResult();
        return trouble.Struck.Task;
    }

    /// <summary>Mends the line: nothing is lost any more, and what is held goes on.</summary>
    public void Mend() => Interlocked.Exchange(ref _trouble, null)?.Over.TrySetResult();

    /// <summary>Waits until every call so far has its answer, or was given up.</summary>
    public Task SettledAsync() => Task.WhenAll(_open.Keys);

    public async ValueTask DisposeAsync()
    {
        Mend();
        await _proxy.DisposeAsync();
        _app.Dispose();
    }

    private async Task ServeAsync(HttpContext context)
    {
        var name = NameOf(context.Request);
        var trouble = name is not null && _trouble is { } now && now.Takes(name) ? now : null;
        if (name is not null)
        {
            _calls.Enqueue(name);
        }

        try
        {
            if (trouble?.Mishap == Mishap.LostBefore)
            {
                Break(context, trouble);
                return;
            }

            using var answer = await ForwardAsync(context);
            var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            if (trouble?.Mishap == Mishap.LostAfter)
            {
                Break(context, trouble);
                return;
            }

            if (trouble is not null)
            {
                trouble.Struck.TrySetResult();
                await trouble.Over.Task.WaitAsync(context.RequestAborted);
            }

            await AnswerAsync(context.Response, answer, body);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The page has given the call up.
        }
    }

    private static void Break(HttpContext context, Trouble trouble)
    {
        context.Abort();
        trouble.Struck.TrySetResult();
    }

    // What the app has got it does, also when the page gives the call up meanwhile.
    private async Task<HttpResponseMessage> ForwardAsync(HttpContext context)
    {
        var request = context.Request;
        using var onward = new HttpRequestMessage(new(request.Method), request.Path.ToUriComponent() + request.QueryString.ToUriComponent());
        if (request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0)
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, context.RequestAborted);
            onward.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var (header, values) in request.Headers.Where(each => !_ofOneConnection.Contains(each.Key)))
        {
            if (!onward.Headers.TryAddWithoutValidation(header, values.AsEnumerable()))
            {
                onward.Content?.Headers.TryAddWithoutValidation(header, values.AsEnumerable());
            }
        }

        return await _app.SendAsync(onward, CancellationToken.None);
    }

    private static async Task AnswerAsync(HttpResponse response, HttpResponseMessage answer, byte[] body)
    {
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (header, values) in answer.Headers.Concat(answer.Content.Headers).Where(each => !_ofOneConnection.Contains(each.Key)))
        {
            response.Headers[header] = values.ToArray();
        }

        if (body.Length > 0)
        {
            await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
        }
    }

    /// <summary>The name of a call of the API: its method and path, with a star for what is a number or an id; null for the pages themselves.</summary>
    private static string? NameOf(HttpRequest request) => request.Path.StartsWithSegments("/api/v1", out var rest)
        ? $"{request.Method} {Identifier().Replace(rest.Value ?? "", "/*")}" : null;

    [GeneratedRegex(@"(?<=^/(?:services|bundles))/[^/]+|/[^/]*\d[^/]*")]
    private static partial Regex Identifier();

    private sealed record Trouble(string Call, Mishap Mishap)
    {
        private int _held;

        public TaskCompletionSource Struck { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool Takes(string name) => name == Call && (Mishap != Mishap.Held || Interlocked.Exchange(ref _held, 1) == 0);
    }
}
