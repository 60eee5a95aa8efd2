using System.Net;
using System.Net.Http.Json;
using System.Reflection;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Functions.Http;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// An instance works on a limited number of calls at the same time. What is more is refused at once and costs no storage call.
/// Health probes are answered all the time.
/// </summary>
public sealed class When_the_app_is_overloaded(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Most = 8;
    private const string Head = "POST /api/v1/sign-in/demo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n";
    private readonly HeldStorage _storage = new();
    private TestApp _app = null!;
    private HttpClient _talent = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await TestApp.StartAsync(
            azurite.NewAccount(),
            services => services.AddSingleton<HttpPipelineTransport>(_storage),
            Timers.Select(timer => ($"AzureWebJobs.{timer}.Disabled", "true")).Append(("RateLimits:CallsAtOnce", $"{Most}"))
                .ToDictionary(each => each.Item1, string? (each) => each.Item2));
        (await _app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.OK);
        _talent = await _app.SignInAsync("li-wei");
    }

    public async ValueTask DisposeAsync()
    {
        _storage.Release();
        _talent.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task What_is_more_is_refused_at_once_and_probes_are_answered()
    {
        var held = await HoldAsync(Most, () => _talent.GetJsonAsync("/api/v1/requests"));
        var before = _storage.Calls;
        (HttpMethod, string, object?)[] calls =
        [
            (HttpMethod.Get, "/api/v1/requests", null), (HttpMethod.Post, "/api/v1/requests", "{}"), (HttpMethod.Get, "/", null),
            (HttpMethod.Get, "/nothing", null), (HttpMethod.Post, "/api/v1/sign-in/demo", new { account = "li-wei" }),
        ];
        foreach (var (method, path, body) in calls)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await _talent.SendAsync(request, Cancel);
            var answer = await Answer.ReadAsync(response);
            answer.Is(HttpStatusCode.ServiceUnavailable, RefusalCodes.Overloaded);
            Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(before, _storage.Calls);
        for (var i = 0; i < 3 * Most; i++)
        {
            (await _app.Http.GetJsonAsync("/health/live")).Is(HttpStatusCode.OK);
        }

        var ready = await _app.Http.GetJsonAsync("/health/ready");
        Assert.NotEqual(RefusalCodes.Overloaded, ready.Code);

        _storage.Release();
        Assert.All(await Task.WhenAll(held), answer => answer.Is(HttpStatusCode.OK));
        (await _talent.GetJsonAsync("/api/v1/requests")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_place_is_given_back_however_a_call_ends()
    {
        for (var i = 0; i < 3 * Most; i++)
        {
            (await _talent.GetJsonAsync("/api/v1/requests")).Is(HttpStatusCode.OK);
            (await _app.Http.GetJsonAsync("/api/v1/requests")).Is(HttpStatusCode.Unauthorized);
            (await _talent.GetJsonAsync("/api/v1/desks/housing/requests")).Is(HttpStatusCode.Forbidden);
            (await _talent.PostJsonAsync("/api/v1/requests", "{")).Is(HttpStatusCode.BadRequest);
            Assert.Equal(0, (await RawHttp.SendAsync(_app.Http.BaseAddress!, $"{Head}{{", Ending.Reset)).Status);
        }

        // A caller who goes away while storage is awaited leaves too.
        using var impatience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var held = await HoldAsync(Most, () => Assert.ThrowsAnyAsync<OperationCanceledException>(() => _talent.GetAsync("/api/v1/requests", impatience.Token)));
        await impatience.CancelAsync();
        await Task.WhenAll(held);
        await Eventually.HoldsAsync(() => Places.Taken == 0, "every place is free");
        (await _talent.GetJsonAsync("/api/v1/sign-in/demo")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_sends_slowly_takes_no_place()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var slow = new List<Task<RawAnswer>>();
        for (var i = 0; i < 3 * Most; i++)
        {
            var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            slow.Add(PostSlowlyAsync(read, rest.Task));
            await read.Task.WaitAsync(Cancel);
        }

        await Eventually.HoldsAsync(() => Places.Taken == 0, "nobody who waits for a body has a place");
        (await _talent.GetJsonAsync("/api/v1/requests")).Is(HttpStatusCode.OK);
        Assert.All(slow, call => Assert.False(call.IsCompleted));
        rest.SetResult();
        Assert.All(await Task.WhenAll(slow), answer => Assert.Contains(answer.Code, (string[])[RefusalCodes.ValidationFailed, RefusalCodes.Overloaded]));
    }

    [Fact]
    public async Task Uploads_take_a_quarter_of_the_places_at_most()
    {
        var held = await HoldAsync(Most / 4, () => FileCalls.UploadAsync(_talent, "a.pdf", FileCalls.Pdf));
        (await FileCalls.UploadAsync(_talent, "a.pdf", FileCalls.Pdf)).Is(HttpStatusCode.ServiceUnavailable, RefusalCodes.Overloaded);
        (await _talent.GetJsonAsync("/api/v1/sign-in/demo")).Is(HttpStatusCode.OK);
        _storage.Release();
        Assert.All(await Task.WhenAll(held), answer => answer.Is(HttpStatusCode.Created));
        (await FileCalls.UploadAsync(_talent, "a.pdf", FileCalls.Pdf)).Is(HttpStatusCode.Created);
    }

    // Sends the body when the test says so. The server asks for it (100 Continue) when the app begins to read.
    private Task<RawAnswer> PostSlowlyAsync(TaskCompletionSource read, Task rest) => RawHttp.SendAsync(
        _app.Http.BaseAddress!,
        Encoding.ASCII.GetBytes(Head.Replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n", StringComparison.Ordinal)),
        then: async connection =>
        {
            var asked = new byte["HTTP/1.1 100 Continue\r\n\r\n".Length];
            await connection.ReadExactlyAsync(asked, Cancel);
            read.SetResult();
            await rest;
            await connection.WriteAsync("{}"u8.ToArray(), Cancel);
        });

    private CallsAtOnce Places => _app.Services.GetRequiredService<CallsAtOnce>();

    // No timer may call the storage meanwhile.
    private static IEnumerable<string> Timers =>
        from type in typeof(TalentPassRegistration).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<TimerTriggerAttribute>() is not null)
        select method.GetCustomAttribute<FunctionAttribute>()!.Name;

    // Starts calls and waits until each of them waits for storage.
    private async Task<List<Task<T>>> HoldAsync<T>(int calls, Func<Task<T>> call)
    {
        _storage.Hold();
        var held = Enumerable.Range(0, calls).Select(_ => call()).ToList();
        await Eventually.HoldsAsync(() => _storage.Waiting >= calls, "every call waits for storage");
        return held;
    }

    /// <summary>The SDK's HTTP transport to storage. Calls wait while the storage is held.</summary>
    private sealed class HeldStorage : HttpPipelineTransport
    {
        private readonly HttpClientTransport _way = HttpClientTransport.Shared;
        private volatile TaskCompletionSource? _held;
        private int _calls;
        private int _waiting;

        /// <summary>All calls so far.</summary>
        public int Calls => Volatile.Read(ref _calls);

        /// <summary>The calls that have had to wait.</summary>
        public int Waiting => Volatile.Read(ref _waiting);

        public void Hold() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Release() => Interlocked.Exchange(ref _held, null)?.TrySetResult();

        public override Request CreateRequest() => _way.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException("The app's storage calls are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            Interlocked.Increment(ref _calls);
            if (_held is { } held)
            {
                Interlocked.Increment(ref _waiting);
                await held.Task.WaitAsync(message.CancellationToken);
            }

            await _way.ProcessAsync(message);
        }
    }
}
