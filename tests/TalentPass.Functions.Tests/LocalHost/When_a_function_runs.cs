using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_a_function_runs
{
    [Fact]
    public async Task It_leaves_a_trace_and_its_log_lines_carry_its_name()
    {
        var traces = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TalentPass.LocalHost",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                lock (traces)
                    traces.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        var _scopes = new ScopeLog();
        var builder = TestHost.Builder(typeof(Traced), "UseDevelopmentStorage=true");
        builder.Logging.AddProvider(_scopes);
        await using var host = await TestHost.StartAsync(builder);

        await host.Client.GetAsync("/Traced", TestContext.Current.CancellationToken);

        Activity Mine()
        {
            lock (traces)
                return Assert.Single(traces, activity => activity.DisplayName == "function Traced");
        }
        await Eventually.HoldsAsync(
            () =>
            {
                lock (traces)
                    return traces.Any(activity => activity.DisplayName == "function Traced");
            },
            "the trace has ended");
        Assert.Equal("http", Mine().GetTagItem("faas.trigger"));
        Assert.Equal("Traced", Mine().GetTagItem("faas.name"));
        Assert.Equal(ActivityStatusCode.Error, Mine().Status);
        var scope = Assert.Single(_scopes.Seen);
        Assert.Equal("Traced", scope["FunctionName"]);
        Assert.Equal(Mine().GetTagItem("faas.invocation_id"), scope["InvocationId"]);
    }

    public static class Traced
    {
        [Function("Traced")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => throw new InvalidOperationException("on purpose");
    }

    /// <summary>Records the log scopes of every error.</summary>
    private sealed class ScopeLog : ILoggerProvider, ISupportExternalScope
    {
        private IExternalScopeProvider? _scopes;

        public List<Dictionary<string, object>> Seen { get; } = [];

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => new Logger(this);

        public void Dispose()
        {
        }

        private sealed class Logger(ScopeLog log) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => log._scopes!.Push(state);

            public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Error;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (logLevel == LogLevel.Error)
                    log._scopes!.ForEachScope((scope, seen) => seen.AddRange(scope is Dictionary<string, object> named ? [named] : []), log.Seen);
            }
        }
    }
}
