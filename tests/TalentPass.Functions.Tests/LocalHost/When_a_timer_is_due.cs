using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_timer_is_due
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private readonly WatchedClock _time = new(Noon);
    private readonly Ticks _ticks = new();

    [Fact]
    public async Task It_runs_at_each_occurrence_of_its_expression()
    {
        await using var host = await StartAsync(typeof(EveryFiveMinutes));

        await _time.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Empty(_ticks.Seen);
        await _time.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs at 12:05");
        await _time.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 2, "it runs at 12:10");

        var last = _ticks.Seen.Last();
        Assert.False(last.IsPastDue);
        Assert.Equal(Noon.AddMinutes(5).UtcDateTime, last.ScheduleStatus!.Last);
        Assert.Equal(Noon.AddMinutes(15).UtcDateTime, last.ScheduleStatus.Next);
        Assert.Equal(DateTimeKind.Utc, last.ScheduleStatus.Next.Kind);
    }

    [Theory]
    [InlineData("00:00:30", 30)]
    [InlineData("*/30 * * * * *", 30)]
    [InlineData("0 0 13 * * *", 3600)]
    [InlineData("0 13 * * *", 3600)]
    [InlineData("0 30 9 * * Mon-Fri", 77400)]
    public async Task Its_schedule_may_come_from_a_setting(string schedule, int seconds)
    {
        await using var host = await StartAsync(typeof(BySetting), ("schedule", schedule));

        await _time.AdvanceAsync(TimeSpan.FromSeconds(seconds - 1));
        Assert.Empty(_ticks.Seen);
        await _time.AdvanceAsync(TimeSpan.FromSeconds(1));

        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs when due");
    }

    [Fact]
    public async Task It_may_also_run_at_the_start()
    {
        await using var host = await StartAsync(typeof(AtStart));

        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs at once");
        Assert.False(_ticks.Seen.Single().IsPastDue);
    }

    [Fact]
    public async Task It_never_runs_twice_at_a_time()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ticks.Work = () => gate.Task;
        await using var host = await StartAsync(typeof(EveryFiveMinutes));
        await _time.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs at 12:05");

        _time.Advance(TimeSpan.FromMinutes(11));
        Assert.Single(_ticks.Seen);
        gate.SetResult();
        await _time.AdvanceAsync(TimeSpan.FromMinutes(4));

        // The runs at 12:10 and 12:15 were skipped because the function was still running. The next run is at 12:20.
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 2, "it runs at 12:20");
    }

    [Fact]
    public async Task A_fault_does_not_end_the_timer()
    {
        _ticks.Work = () => throw new InvalidOperationException("on purpose");
        await using var host = await StartAsync(typeof(EveryFiveMinutes));

        await _time.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs at 12:05");
        await _time.AdvanceAsync(TimeSpan.FromMinutes(5));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 2, "it runs at 12:10");

        Assert.Contains(host.Log.At(LogLevel.Error), line => line.StartsWith("Function EveryFiveMinutes failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_missed_while_the_host_was_down_is_made_up_for_once()
    {
        using var folder = new TemporaryFolder();
        await using (await StartAsync(typeof(EveryFiveMinutes), folder))
            await Eventually.HoldsAsync(() => File.Exists(Path.Combine(folder.Path, "EveryFiveMinutes.json")), "the schedule is recorded");
        Assert.Empty(_ticks.Seen);

        _time.Advance(TimeSpan.FromHours(3));
        await using (await StartAsync(typeof(EveryFiveMinutes), folder))
            await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs at the start");
        Assert.True(_ticks.Seen.Single().IsPastDue);

        await using (await StartAsync(typeof(EveryFiveMinutes), folder))
            await _time.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Single(_ticks.Seen);
    }

    [Fact]
    public async Task A_timer_more_frequent_than_a_minute_is_not_monitored()
    {
        using var folder = new TemporaryFolder();
        var builder = Builder(typeof(BySetting), ("schedule", "00:00:30"));
        builder.Options.TimerFolder = folder.Path;
        await using var host = await TestHost.StartAsync(builder);
        await _time.AdvanceAsync(TimeSpan.FromSeconds(30));
        await Eventually.HoldsAsync(() => _ticks.Seen.Count == 1, "it runs");

        Assert.Null(_ticks.Seen.Single().ScheduleStatus);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    private LocalApplicationBuilder Builder(Type functions, params (string Name, string Value)[] settings)
    {
        _time.Forget();
        var builder = TestHost.Builder(functions, "UseDevelopmentStorage=true", settings);
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(_ticks);
        return builder;
    }

    private Task<TestHost> StartAsync(Type functions, params (string Name, string Value)[] settings) => TestHost.StartAsync(Builder(functions, settings));

    private Task<TestHost> StartAsync(Type functions, TemporaryFolder folder)
    {
        var builder = Builder(functions);
        builder.Options.TimerFolder = folder.Path;
        return TestHost.StartAsync(builder);
    }

    public sealed class EveryFiveMinutes(Ticks ticks)
    {
        [Function("EveryFiveMinutes")]
        public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer) => ticks.RunAsync(timer);
    }

    public sealed class BySetting(Ticks ticks)
    {
        [Function("BySetting")]
        public Task Run([TimerTrigger("%schedule%")] TimerInfo timer, CancellationToken cancellation) => ticks.RunAsync(timer);
    }

    public sealed class AtStart(Ticks ticks)
    {
        [Function("AtStart")]
        [FixedDelayRetry(3, "00:00:01")]
        public Task Run([TimerTrigger("0 0 3 * * *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) => ticks.RunAsync(timer);
    }

    public sealed class Ticks
    {
        public ConcurrentQueue<TimerInfo> Seen { get; } = new();

        public Func<Task> Work { get; set; } = () => Task.CompletedTask;

        public Task RunAsync(TimerInfo timer)
        {
            Seen.Enqueue(timer);
            return Work();
        }
    }
}
