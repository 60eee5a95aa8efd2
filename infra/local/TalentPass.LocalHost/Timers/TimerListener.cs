using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost.Invocation;

namespace TalentPass.LocalHost.Timers;

/// <summary>
/// Runs one function on its schedule, never twice at the same time: occurrences during a run are skipped. A monitored timer
/// (<c>UseMonitor</c>, and not more frequent than once a minute) that missed an occurrence while the host was down runs at
/// the start.
/// </summary>
internal sealed partial class TimerListener : ITriggerListener
{
    // Longer waits are split into waits of this length, because Task.Delay takes at most 49 days.
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);
    private readonly TimerFunction _function;
    private readonly TimerSchedule _schedule;
    private readonly TimerMonitor _monitor;
    private readonly FunctionInvoker _invoker;
    private readonly IServiceScopeFactory _scopes;
    private readonly HostStop _stop;
    private readonly TimeProvider _time;
    private readonly ILogger<TimerListener> _logger;
    private readonly bool _monitored;

    public TimerListener(
        TimerFunction function,
        TimerMonitor monitor,
        FunctionInvoker invoker,
        IServiceScopeFactory scopes,
        HostStop stop,
        TimeProvider time,
        ILogger<TimerListener> logger)
    {
        _function = function;
        _monitor = monitor;
        _invoker = invoker;
        _scopes = scopes;
        _stop = stop;
        _time = time;
        _logger = logger;
        _schedule = TimerSchedule.Parse(function.Schedule, function.Name);
        _monitored = function.Timer.UseMonitor && !_schedule.IsMoreFrequentThanAMinute(Now);
    }

    public string Function => _function.Name;

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    public Task StartAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task RunAsync()
    {
        var status = _monitored ? Recorded() : null;
        if (status is not null && Now > status.Next)
            await InvokeAsync(status, Now, isPastDue: true);
        else if (_function.Timer.RunOnStartup)
            await InvokeAsync(status, Now, isPastDue: false);
        while (!_stop.Stopping.IsCancellationRequested)
        {
            var due = _schedule.Next(Now);
            if (await ReachAsync(due))
                await InvokeAsync(status, due, isPastDue: false);
        }
    }

    private ScheduleStatus Recorded()
    {
        var status = _monitor.Read(_function.Name);
        if (status is null || status.Next != _schedule.Next(status.Last == default ? status.LastUpdated : status.Last))
        {
            // No run was recorded, or only one under another schedule, so no occurrence has been missed.
            status = new ScheduleStatus { Last = status?.Last ?? default, LastUpdated = Now, Next = _schedule.Next(Now) };
            _monitor.Write(_function.Name, status);
        }
        return status;
    }

    private async Task<bool> ReachAsync(DateTime due)
    {
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
        {
            var delay = Task.Delay(left < LongestDelay ? left : LongestDelay, _time, _stop.Stopping);
            await delay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_stop.Stopping.IsCancellationRequested)
                return false;
        }
        return true;
    }

    private async Task InvokeAsync(ScheduleStatus? status, DateTime due, bool isPastDue)
    {
        var next = _schedule.Next(due);
        var info = new TimerInfo
        {
            IsPastDue = isPastDue,
            ScheduleStatus = status is null ? null : new ScheduleStatus { Last = status.Last, LastUpdated = status.LastUpdated, Next = next },
        };
        await using (var scope = _scopes.CreateAsyncScope())
            await _invoker.TryInvokeAsync(_function, scope.ServiceProvider, _ => info, _ => Task.CompletedTask, _stop.Abandon);
        if (status is null)
            return;
        status.Last = due;
        status.LastUpdated = Now;
        status.Next = next;
        try
        {
            _monitor.Write(_function.Name, status);
        }
        catch (IOException fault)
        {
            Log.NotRecorded(_logger, fault, _function.Name);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(30, LogLevel.Warning, "The run of timer {FunctionName} could not be recorded")]
        public static partial void NotRecorded(ILogger logger, Exception fault, string functionName);
    }
}
