using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost.Invocation;

namespace TalentPass.LocalHost.Timers;

/// <summary>
/// Runs one function on its schedule, never twice at a time: occurrences that pass while it runs are skipped. A monitored timer
/// (<c>UseMonitor</c>, not more often than once a minute) that missed an occurrence while the host was down runs at the start.
/// </summary>
internal sealed partial class TimerListener : ITriggerListener
{
    // Longer waits are cut into these: Task.Delay knows no more than 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private readonly TimerFunction function;
    private readonly TimerSchedule schedule;
    private readonly TimerMonitor monitor;
    private readonly FunctionInvoker invoker;
    private readonly IServiceScopeFactory scopes;
    private readonly HostStop stop;
    private readonly TimeProvider time;
    private readonly ILogger<TimerListener> logger;
    private readonly bool monitored;

    public TimerListener(
        TimerFunction function,
        TimerMonitor monitor,
        FunctionInvoker invoker,
        IServiceScopeFactory scopes,
        HostStop stop,
        TimeProvider time,
        ILogger<TimerListener> logger)
    {
        this.function = function;
        this.monitor = monitor;
        this.invoker = invoker;
        this.scopes = scopes;
        this.stop = stop;
        this.time = time;
        this.logger = logger;
        schedule = TimerSchedule.Parse(function.Schedule, function.Name);
        monitored = function.Timer.UseMonitor && !schedule.IsMoreFrequentThanAMinute(Now);
    }

    public string Function => function.Name;

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task RunAsync()
    {
        var status = monitored ? Recorded() : null;
        if (status is not null && Now > status.Next)
            await InvokeAsync(status, Now, isPastDue: true);
        else if (function.Timer.RunOnStartup)
            await InvokeAsync(status, Now, isPastDue: false);
        while (!stop.Stopping.IsCancellationRequested)
        {
            var due = schedule.Next(Now);
            if (await ReachAsync(due))
                await InvokeAsync(status, due, isPastDue: false);
        }
    }

    private ScheduleStatus Recorded()
    {
        var status = monitor.Read(function.Name);
        if (status is null || status.Next != schedule.Next(status.Last == default ? status.LastUpdated : status.Last))
        {
            // Never recorded, or recorded under another schedule: nothing has been missed.
            status = new ScheduleStatus { Last = status?.Last ?? default, LastUpdated = Now, Next = schedule.Next(Now) };
            monitor.Write(function.Name, status);
        }
        return status;
    }

    private async Task<bool> ReachAsync(DateTime due)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            var delay = Task.Delay(left < LongestDelay ? left : LongestDelay, time, stop.Stopping);
            await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.Stopping.IsCancellationRequested)
                return false;
        }
        return true;
    }

    private async Task InvokeAsync(ScheduleStatus? status, DateTime due, bool isPastDue)
    {
        var next = schedule.Next(due);
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = status is null ? null : new ScheduleStatus { Last = status.Last, LastUpdated = status.LastUpdated, Next = next },
        };
        await using (var scope = scopes.CreateAsyncScope())
            await invoker.TryInvokeAsync(function, scope.ServiceProvider, _ => info, _ => Task.CompletedTask, stop.Abandon);
        if (status is null)
            return;
        status.Last = due;
        status.LastUpdated = Now;
        status.Next = next;
        try
        {
            monitor.Write(function.Name, status);
        }
        catch (IOException fault)
        {
            Log.NotRecorded(logger, fault, function.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "The run of timer {FunctionName} could not be recorded")]
        public static partial void NotRecorded(ILogger logger, Exception fault, string functionName);
    }
}
