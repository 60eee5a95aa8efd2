using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Identity;
using TalentPass.Functions;
using TalentPass.LocalHost;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.Benchmarks;

/// <summary>
/// Prints the number of storage calls of each operation beside its target. The running app counts the calls. The command
/// calls the app over HTTP and starts its own Azurite. It runs all operations twice and prints the second round, in which
/// the caches are filled.
/// </summary>
internal static class CallsCommand
{
    private const string Rent = "housing-rent-subsidy";
    private static readonly ConcurrentDictionary<string, int> _calls = new();

    public static async Task<int> Run(CommandArguments arguments)
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TalentPass",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(listener);
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Say = Console.WriteLine });
        await using var app = await StartAsync(azurite.ConnectionString());
        var address = app.Urls.First();
        using var talent = await SignInAsync(address, "li-wei");
        using var hall = await SignInAsync(address, "hall-1");
        using var desk = await SignInAsync(address, "desk-housing");
        await CallAsync(talent, HttpMethod.Post, "/api/v1/passes", new { });

        var table = new List<(string Operation, int Calls, string Target)>();
        for (var round = 0; round < 2; round++)
        {
            table.Clear();
            await WalkAsync(talent, hall, desk, table);
        }

        await app.StopAsync(CancellationToken.None);
        Console.WriteLine("| operation | storage calls, measured | target |\n|---|--:|--:|");
        foreach (var (operation, calls, target) in table)
        {
            Console.WriteLine($"| {operation} | {calls} | {target} |");
        }

        return 0;
    }

    private static async Task WalkAsync(HttpClient talent, HttpClient hall, HttpClient desk, List<(string, int, string)> table)
    {
        var code = await RowAsync("show a code", "1, or 0", talent, HttpMethod.Get, "/api/v1/passes/current/code");
        await RowAsync("scan online", "2", hall, HttpMethod.Post, "/api/v1/scans", new { code = Text(code, "code"), place = "大厅一号窗", nonce = RandomSource.System.Id(12) });
        var answers = (await CallAsync(talent, HttpMethod.Get, $"/api/v1/services/{Rent}")).Body.GetProperty("example");
        var filed = await RowAsync("submit a request", "2", talent, HttpMethod.Post, "/api/v1/requests", new { service = Rent, answers });
        await RowAsync("list mine", "1", talent, HttpMethod.Get, "/api/v1/requests");
        await RowAsync("a case with its timeline", "1", talent, HttpMethod.Get, $"/api/v1/requests/{Text(filed, "number")}");
        await RowAsync("anonymous progress", "1", talent, HttpMethod.Get, $"/api/v1/progress?number={Text(filed, "number")}&shortCode={Text(filed, "shortCode")}");
        await ArrivedAsync(desk, Text(filed, "number"));
        await RowAsync("a desk page", "1", desk, HttpMethod.Get, "/api/v1/desks/housing/requests");
        var path = $"/api/v1/desks/housing/requests/{Text(filed, "number")}";
        var seen = await RowAsync("a case at its desk", "1", desk, HttpMethod.Get, path);
        var claimed = await RowAsync("claim", "3", desk, HttpMethod.Post, $"{path}/claim", new { }, seen.ETag);
        var accepted = await RowAsync("accept", "≤ 4", desk, HttpMethod.Post, $"{path}/accept", new { }, claimed.ETag);
        await RowAsync("urge", "≤ 4", talent, HttpMethod.Post, $"/api/v1/requests/{Text(filed, "number")}/urge", new { text = "请尽快" });
        seen = await CallAsync(desk, HttpMethod.Get, path);
        foreach (var point in seen.Body.GetProperty("points").EnumerateArray())
        {
            seen = await RowAsync("check a point", "≤ 4", desk, HttpMethod.Post, $"{path}/check", new { point = point.GetProperty("point").GetString(), met = true }, seen.ETag);
        }

        var approved = await RowAsync("approve", "≤ 4", desk, HttpMethod.Post, $"{path}/approve", new { decision = new { type = "grant", amount = 1500 } }, seen.ETag ?? accepted.ETag);
        var number = (await CallAsync(talent, HttpMethod.Get, $"/api/v1/requests/{Text(filed, "number")}")).Body.GetProperty("documents")[0].GetProperty("number").GetString()!;
        var document = await RowAsync("read a document", "1", talent, HttpMethod.Get, $"/api/v1/documents/{number}");
        await RowAsync("download a document", "1", talent, HttpMethod.Get, $"/api/v1/documents/{number}/pdf");
        await RowAsync("read a document at a desk", "2", desk, HttpMethod.Get, $"/api/v1/documents/{number}");
        await RowAsync("verify a document", "1", talent, HttpMethod.Get, $"/api/v1/verify?number={number}&code={Text(document, "checkCode")}");
        await RowAsync("verify a document by its code", "1", talent, HttpMethod.Post, "/api/v1/verify", new { text = Text(document, "code") });
        await RowAsync("propose to revoke a document", "2", desk, HttpMethod.Post, $"/api/v1/documents/{number}/revoke", new { reason = "材料不实" });
        await RowAsync("deliver", "≤ 4", desk, HttpMethod.Post, $"{path}/deliver", new { how = "短信" }, approved.ETag);
        await RowAsync("rate", "≤ 4", talent, HttpMethod.Post, $"/api/v1/requests/{Text(filed, "number")}/rating", new { grade = 5, channel = "mobile" });

        async Task<Answered> RowAsync(string operation, string target, HttpClient who, HttpMethod method, string path, object? body = null, string? ifMatch = null)
        {
            var answer = await CallAsync(who, method, path, body, ifMatch);
            table.Add((operation, _calls[answer.Trace], target));
            return answer;
        }
    }

    // Waits until the request is on the desk's page. The app reads the queue message within the polling interval of the
    // queue. A claim before that moment also has to update the desk, and this would cost additional storage calls.
    private static async Task ArrivedAsync(HttpClient desk, string number)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!(await CallAsync(desk, HttpMethod.Get, "/api/v1/desks/housing/requests?limit=100")).Body.GetRawText().Contains(number, StringComparison.Ordinal))
        {
            await tick.WaitForNextTickAsync(deadline.Token);
        }
    }

    // The app's trace is linked to the trace that the call names.
    private static void Keep(Activity operation)
    {
        foreach (var link in operation.Links)
        {
            _calls[link.Context.TraceId.ToHexString()] = operation.GetTagItem("storage.calls") as int? ?? -1;
        }
    }

    private static async Task<LocalFunctionsApp> StartAsync(string connection)
    {
        var builder = LocalApplication.CreateBuilder(["--environment", "Development"]);
        builder.Options.FunctionTypes = typeof(TalentPassRegistration).Assembly.GetTypes();
        builder.Options.Url = new Uri("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connection,
            ["TalentPassStorage"] = connection,
            ["Storage:CreateMissing"] = "true",
            ["KeyRing:Key"] = Convert.ToBase64String(new byte[32]),
            ["Seeds:Path"] = Path.Combine(AppContext.BaseDirectory, "seeds"),
            ["Demo:Accounts"] = "true",
        });
        builder.AddTalentPass();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        await app.StartAsync(CancellationToken.None);
        return app;
    }

    private static async Task<HttpClient> SignInAsync(Uri address, string account)
    {
        var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        var signed = await CallAsync(client, HttpMethod.Post, "/api/v1/sign-in/demo", new { account });
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(signed, "token"));
        return client;
    }

    private static async Task<Answered> CallAsync(HttpClient client, HttpMethod method, string path, object? body = null, string? ifMatch = null)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        request.Headers.TryAddWithoutValidation("If-Match", ifMatch ?? "*");
        request.Content = body is null ? null : JsonContent.Create(body);
        using var answer = await client.SendAsync(request, deadline.Token);
        answer.EnsureSuccessStatusCode();
        return new Answered(trace, await answer.Content.ReadFromJsonAsync<JsonElement>(deadline.Token), answer.Headers.ETag?.ToString());
    }

    private static string Text(Answered answer, string name) => answer.Body.GetProperty(name).GetString()!;

    private sealed record Answered(string Trace, JsonElement Body, string? ETag);
}
