using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using NCrontab;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Keys;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Checks that the running app makes exactly the storage calls in the cost tables of <c>infra/README.md</c>.</summary>
public sealed class When_costs_are_counted : IAsyncLifetime
{
    private const string Desk = "/api/v1/desks/housing/requests";
    private static readonly string[] _still = ["DeliverHousing", "SweepShards", "WatchQueues", "PublishStatusLists"];
    private readonly ConcurrentDictionary<string, int> _calls = new();
    private readonly ActivityListener _listener;
    private readonly AzuriteFixture _azurite;
    private TestApp _app = null!;

    public When_costs_are_counted(AzuriteFixture azurite)
    {
        _azurite = azurite;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TalentPass",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Keep,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(
        _azurite.NewAccount(), settings: _still.ToDictionary(name => $"AzureWebJobs.{name}.Disabled", string? (_) => "true"));

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task Every_operation_that_has_a_price_makes_the_calls_it_is_told_to_make()
    {
        using var talent = await _app.SignInAsync("li-wei");
        using var hall = await _app.SignInAsync("hall-1");
        using var desk = await _app.SignInAsync("desk-housing");
        // First the app reads the data that an instance caches: the keys, the catalogue and the people who call.
        await talent.PostJsonAsync("/api/v1/passes", new { }, key: "pass");
        await SubmitAsync(talent);
        // A talent's second request of a day counts the open ones, and the instance remembers the number.
        await SubmitAsync(talent);
        await DeliverAsync();
        await DeliverAsync();
        await ScanAsync(hall, (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code"));

        var counted = new Dictionary<string, int>();
        var code = await CountAsync(talent, () => talent.GetJsonAsync("/api/v1/passes/current/code"));
        // There is no storage call if the pass was read a few seconds ago.
        Assert.InRange(code.Calls, 0, 1);
        counted["codes shown"] = 1;
        counted["scans online"] = (await CountAsync(hall, () => ScanAsync(hall, code.Answer.Text("code")))).Calls;
        var filed = await CountAsync(talent, () => SubmitAsync(talent));
        counted["requests submitted"] = filed.Calls;
        var delivered = await DeliverAsync();
        var path = $"{Desk}/{filed.Answer.Text("number")}";
        var seen = await CountAsync(desk, () => desk.GetJsonAsync(path));
        (HttpClient, string)[] reads = [(talent, "/api/v1/requests"), (talent, $"/api/v1/requests/{filed.Answer.Text("number")}"), (desk, Desk), (desk, path)];
        foreach (var (client, address) in reads)
        {
            Assert.Equal(1, (await CountAsync(client, () => client.GetJsonAsync(address))).Calls);
        }

        counted["pages of a list, cases, pages of a desk"] = 1;
        var claim = await CountAsync(desk, () => desk.PostJsonAsync($"{path}/claim", new { }, ifMatch: seen.Answer.ETag));
        counted["claims"] = claim.Calls;
        counted["actions at a desk"] = (await CountAsync(desk, () => desk.PostJsonAsync($"{path}/accept", new { }, ifMatch: claim.Answer.ETag))).Calls;

        const string delivery = "… brought to their desk";
        Assert.Equal(CostTable.Operations.Order(StringComparer.Ordinal), counted.Keys.Append(delivery).Order(StringComparer.Ordinal));
        Assert.All(counted, each => Assert.Equal(CostTable.Rows[each.Key].Tables + CostTable.Rows[each.Key].Queues, each.Value));
        // The host fetches the message in one call together with seven others, and deletes it in a call of its own.
        Assert.Equal((delivered, 1.13), (CostTable.Rows[delivery].Tables, CostTable.Rows[delivery].Queues));
    }

    [Fact]
    public async Task What_runs_by_itself_makes_its_calls_a_run_as_often_as_its_timer_says()
    {
        var services = _app.Services;
        // The first run does what is not done in every run.
        var (publish, sweep) = (services.GetRequiredService<PublishStatusLists>(), ActivatorUtilities.CreateInstance<SweepShards>(services));
        await publish.RunAsync(Cancel);
        var (first, lists) = (await CountAsync(() => sweep.RunAsync(Cancel)), await CountAsync(() => ActivatorUtilities.CreateInstance<PublishStatusLists>(services).RunAsync(Cancel)));
        Told("look for scans from elsewhere in 32 partitions every 5 minutes, in millions", first - await CountAsync(() => sweep.RunAsync(Cancel)), 30 * 86_400 / 300);
        Told("look at one status list every minute, in millions", lists - await CountAsync(() => publish.RunAsync(Cancel)), 30 * 86_400 / 60);
        (string Row, string Timer, Func<Task> Run)[] timers =
        [
            ("sweep of 64 shards every minute, in millions", "SweepShards", () => sweep.RunAsync(Cancel)),
            ("watch over 16 queues every 5 minutes, in millions", "WatchQueues", () => services.GetRequiredService<QueueWatch>().LookAsync(new Isolation("queues", NullLogger.Instance), Cancel)),
            ("look for passes whose status changes every 15 s, in millions", "PublishStatusLists", () => publish.RunAsync(Cancel)),
            ("look at the keys every 10 minutes, in millions", "RotateKeys", () => services.GetRequiredService<RotateKeys>().RunAsync(Cancel)),
        ];

        foreach (var (row, timer, run) in timers)
        {
            Told(row, await CountAsync(run), RunsAMonth(timer));
        }

        var queues = Parameters<QueueTriggerAttribute>().Count();
        Assert.Equal((8, 4.15), (queues, CostTable.Rows["idle polls of 8 queues every 5 s by one instance, in millions"].Queues));
        Assert.Equal(4.15, Math.Round(queues * 30 * 86_400 / 5 / 1_000_000.0, 2));
    }

    private static void Told(string row, int calls, int runs)
    {
        var told = CostTable.Rows[row];
        Assert.True(Math.Abs(((double)calls * runs / 1_000_000) - told.Tables - told.Queues) < 0.006, $"{row}: {calls} calls × {runs} runs.");
    }

    [Fact]
    public void Timers_and_the_instances_of_each_function_are_counted_as_the_code_has_them()
    {
        var timers = Parameters<TimerTriggerAttribute>().Select(each => each.Function).ToList();

        Assert.True(CostTable.Says($"(HTTP + {Parameters<QueueTriggerAttribute>().Count()} queues + {timers.Count} timers) × 2"));
        Assert.True(CostTable.Says(string.Create(CultureInfo.InvariantCulture, $"are {timers.Sum(RunsAMonth):N0} runs a month")));
    }

    private static IEnumerable<(string Function, T Trigger)> Parameters<T>()
        where T : Attribute =>
        from type in typeof(TalentPassRegistration).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        let trigger = parameter.GetCustomAttribute<T>()
        where trigger is not null
        select (function.Name, trigger);

    private static int RunsAMonth(string timer) => CrontabSchedule
        .Parse(Parameters<TimerTriggerAttribute>().Single(each => each.Function == timer).Trigger.Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
        .GetNextOccurrences(new DateTime(2026, 3, 31, 23, 59, 59), new DateTime(2026, 5, 1)).Count();

    // Each time for another home: the same one would be a repetition.
    private static async Task<Answer> SubmitAsync(HttpClient talent)
    {
        var answers = SeedCatalogue.Example("housing-rent-subsidy", ("rentalAddress", $"\"海曙区{RandomSource.System.Id(8)}\""));
        return (await talent.PostJsonAsync("/api/v1/requests", new { service = "housing-rent-subsidy", answers }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created);
    }

    private static Task<Answer> ScanAsync(HttpClient hall, string code) =>
        hall.PostJsonAsync("/api/v1/scans", new { code, place = "government-service-hall", nonce = RandomSource.System.Id(20) });

    private async Task<int> DeliverAsync()
    {
        var message = (await _app.Services.GetRequiredService<StorageClients>().Queue("desk-housing").ReceiveMessageAsync(cancellationToken: Cancel)).Value;
        return await CountAsync(() => _app.Services.GetRequiredService<DeliverToDesk>().RunAsync("housing", message.Body.ToString(), message.DequeueCount, Cancel));
    }

    private void Keep(Activity operation)
    {
        foreach (var link in operation.Links)
        {
            _calls[link.Context.TraceId.ToHexString()] = operation.GetTagItem("storage.calls") as int? ?? -1;
        }
    }

    private static async Task<int> CountAsync(Func<Task> run)
    {
        using var calls = StorageCalls.Begin();
        await run();
        return calls.Count;
    }

    // The operation's own trace contains the number of calls. It is linked to the trace that the test names, so traces of other
    // tests are not counted.
    private async Task<(Answer Answer, int Calls)> CountAsync(HttpClient client, Func<Task<Answer>> call)
    {
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        client.DefaultRequestHeaders.Remove("traceparent");
        client.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");
        var answer = await call();
        Assert.True((int)answer.Status is 200 or 201, $"{answer.Status} {answer.Body}");
        return (answer, _calls[trace]);
    }
}
