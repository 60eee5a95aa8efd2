using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_request_comes
{
    private const string NoStorage = "UseDevelopmentStorage=true";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/Unrouted", "unrouted")]
    [InlineData("/things/all", "literal")]
    [InlineData("/things/7", "number 7")]
    [InlineData("/things/seven", "text seven")]
    [InlineData("/things", "list")]
    [InlineData("/", "root")]
    public async Task The_first_name_whose_route_fits_answers(string path, string expected)
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Endpoints), NoStorage));

        Assert.Equal(expected, await host.Client.GetStringAsync(path, Cancellation));
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_comes_first()
    {
        await using var host = await TestHost.StartAsync(
            TestHost.Builder(typeof(Endpoints), NoStorage, ("AzureFunctionsJobHost:extensions:http:routePrefix", "under/here")));

        Assert.Equal("list", await host.Client.GetStringAsync("/under/here/things", Cancellation));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/things", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task An_unknown_path_is_404()
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Endpoints), NoStorage));

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/nothing/here", Cancellation)).StatusCode);
    }

    [Fact]
    public async Task A_known_path_with_another_method_is_404_as_in_Azure()
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Endpoints), NoStorage));

        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.DeleteAsync("/things", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public async Task A_function_that_names_no_method_takes_all(string method)
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Endpoints), NoStorage));

        var answer = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), "/Unrouted"), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/known", "known")]
    [InlineData("POST", "/known", "POST rest known")]
    [InlineData("GET", "/unknown/path", "GET rest unknown/path")]
    [InlineData("GET", "/", "GET rest ")]
    [InlineData("GET", "/sorted/after", "GET rest sorted/after")]
    [InlineData("GET", "/KNOWN", "known")]
    public async Task A_catch_all_gets_what_no_earlier_name_takes_and_hides_every_later_one(string method, string path, string expected)
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(WithCatchAll), NoStorage));

        var answer = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Cancellation);

        Assert.Equal(expected, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Theory]
    [InlineData("1000", 1000, HttpStatusCode.OK)]
    [InlineData("1000", 1001, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(null, 1001, HttpStatusCode.OK)]
    public async Task A_body_above_the_hosts_limit_is_413_as_in_Azure(string? limit, int size, HttpStatusCode status)
    {
        (string, string)[] settings = limit is null ? [] : [("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", limit)];
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Reading), NoStorage, settings));

        using var answer = await host.Client.PostAsync("/read", new ByteArrayContent(new byte[size]), Cancellation);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_is_500_without_a_body_and_logged_with_the_functions_name()
    {
        await using var host = await TestHost.StartAsync(TestHost.Builder(typeof(Endpoints), NoStorage));

        var answer = await host.Client.GetAsync("/faulty", Cancellation);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.Matches("^Function Faulty failed \\(invocation [0-9a-f]{32}\\)$", Assert.Single(host.Log.At(LogLevel.Error)));
    }

    [Fact]
    public async Task Each_run_has_an_instance_and_a_scope_of_its_own_and_both_end_with_it()
    {
        var builder = TestHost.Builder(typeof(Counting), NoStorage);
        builder.Services.AddScoped<Counting.Scoped>();
        await using var host = await TestHost.StartAsync(builder);

        var first = await host.Client.GetStringAsync("/counting", Cancellation);
        var second = await host.Client.GetStringAsync("/counting", Cancellation);

        Assert.NotEqual(first, second);
        await Eventually.HoldsAsync(() => Counting.Disposed == 2, "both instances are disposed");
    }

    [Fact]
    public async Task A_caller_who_goes_away_cancels_the_function()
    {
        var builder = TestHost.Builder(typeof(Patient), NoStorage);
        var seen = new Patient.Seen();
        builder.Services.AddSingleton(seen);
        await using var host = await TestHost.StartAsync(builder);
        using var impatience = new CancellationTokenSource();

        var call = host.Client.GetAsync("/patient", impatience.Token);
        await seen.Started.Task.WaitAsync(Cancellation);
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await seen.Cancelled.Task.WaitAsync(Cancellation);
    }

    public static class Endpoints
    {
        [Function("Unrouted")]
        public static IResult Unrouted([HttpTrigger(AuthorizationLevel.Function)] HttpRequest request) => Results.Text("unrouted");

        [Function("Root")]
        public static IResult Root([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/")] HttpRequest request) => Results.Text("root");

        [Function("List")]
        public static Task<IResult> List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things")] HttpRequest request) =>
            Task.FromResult(Results.Text("list"));

        [Function("Add")]
        public static async Task Add([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "things")] HttpRequest request) =>
            await request.HttpContext.Response.WriteAsync("added");

        [Function("Literal")]
        public static IResult Literal([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/all")] HttpRequest request) => Results.Text("literal");

        [Function("Number")]
        public static ValueTask<IResult> Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id:int}")] HttpRequest request, int id) =>
            ValueTask.FromResult(Results.Text($"number {id}"));

        [Function("Text")]
        public static IResult Text(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "things/{id}")] HttpRequest request, string id, CancellationToken cancellation) =>
            Results.Text($"text {id}");

        [Function("Faulty")]
        public static IResult Faulty([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "faulty")] HttpRequest request) =>
            throw new InvalidOperationException("on purpose");
    }

    public static class Reading
    {
        [Function("Read")]
        public static async Task<IResult> Read([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "read")] HttpRequest request)
        {
            try
            {
                await request.Body.CopyToAsync(Stream.Null);
                return Results.Ok();
            }
            catch (BadHttpRequestException refused)
            {
                return Results.StatusCode(refused.StatusCode);
            }
        }
    }

    public static class WithCatchAll
    {
        [Function("Known")]
        public static IResult Known([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "known")] HttpRequest request) => Results.Text("known");

        [Function("Rest")]
        public static IResult Rest([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string? path) =>
            Results.Text($"{request.Method} rest {path}");

        [Function("sorted")]
        public static IResult Sorted([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sorted/after")] HttpRequest request) => Results.Text("never");
    }

    public sealed class Counting(Counting.Scoped scoped) : IDisposable
    {
        private static int _disposed;

        public static int Disposed => Volatile.Read(ref _disposed);

        [Function("Count")]
        public IResult Count([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "counting")] HttpRequest request) => Results.Text($"{scoped.Number}");

        public void Dispose() => Interlocked.Increment(ref _disposed);

        public sealed class Scoped
        {
            private static int _last;

            public int Number { get; } = Interlocked.Increment(ref _last);
        }
    }

    public sealed class Patient(Patient.Seen seen)
    {
        [Function("Wait")]
        public async Task<IResult> Wait([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "patient")] HttpRequest request, CancellationToken cancellation)
        {
            seen.Started.SetResult();
            cancellation.Register(() => seen.Cancelled.SetResult());
            await Task.Delay(Timeout.Infinite, cancellation);
            return Results.Ok();
        }

        public sealed class Seen
        {
            public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

            public TaskCompletionSource Cancelled { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
