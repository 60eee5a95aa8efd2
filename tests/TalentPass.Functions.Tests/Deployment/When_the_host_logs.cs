using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// <c>host.json</c> keeps the lines of polling and of the host's own work out of the telemetry, and keeps every line that an alert
/// reads. The filters are applied as the Functions host applies them.
/// </summary>
public sealed class When_the_host_logs
{
    private static readonly IConfiguration _hostJson = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "host.json")).Build();

    [Theory]
    [InlineData("Azure.Core", LogLevel.Information)]
    [InlineData("Azure.Core", LogLevel.Debug)]
    [InlineData("Azure.Identity", LogLevel.Information)]
    [InlineData("Microsoft.Azure.WebJobs.Extensions.Storage.Common.Listeners.QueueListener", LogLevel.Debug)]
    [InlineData("Microsoft.Azure.WebJobs.Extensions.Timers.Listeners.TimerListener", LogLevel.Information)]
    [InlineData("Microsoft.Azure.WebJobs.Host.SingletonManager", LogLevel.Debug)]
    [InlineData("Microsoft.Azure.WebJobs.Hosting.OptionsLoggingService", LogLevel.Information)]
    [InlineData("Microsoft.Azure.WebJobs.Script.WebHost.Diagnostics", LogLevel.Information)]
    [InlineData("Host.Results", LogLevel.Information)]
    [InlineData("Host.Aggregator", LogLevel.Information)]
    public void What_only_tells_that_nothing_happened_is_left_out(string category, LogLevel level)
    {
        Assert.False(IsSent(category, level));
        Assert.True(IsSent(category, LogLevel.Warning));
    }

    [Fact]
    public void What_alerts_read_is_sent()
    {
        var functions = typeof(TalentPassRegistration).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Select(method => method.GetCustomAttribute<FunctionAttribute>()?.Name).OfType<string>().ToList();

        Assert.InRange(functions.Count, 90, 200);
        // The end of a run is the host's line, and what the function logs itself has the same name with an ending.
        Assert.All(functions, name => Assert.True(IsSent($"Function.{name}", LogLevel.Information) && IsSent($"Function.{name}.User", LogLevel.Information)));
    }

    private static bool IsSent(string category, LogLevel level)
    {
        using var provider = new OpenTelemetryLoggerProvider();
        using var factory = LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.None);
            logging.AddFilter((name, at) => at >= LogLevel.Information && _hostCategories.Any(prefix => name!.StartsWith(prefix, StringComparison.Ordinal)));
            logging.AddConfiguration(_hostJson.GetSection("logging"));
            logging.AddProvider(provider);
            // The host adds these after the configuration. They have no level, so they let lines of every level through.
            foreach (var prefix in (string[])["Function.*", "Azure.*", "Host.Results", "Host.Aggregator", "Microsoft.Azure.WebJobs.*"])
            {
                logging.AddFilter<OpenTelemetryLoggerProvider>(prefix, _ => true);
            }
        });
        return factory.CreateLogger(category).IsEnabled(level);
    }

    private static readonly string[] _hostCategories = ["Microsoft.Azure.WebJobs.", "Function.", "Worker.", "Host."];

    /// <summary>A provider with the alias of the host's.</summary>
    [ProviderAlias("OpenTelemetry")]
    private sealed class OpenTelemetryLoggerProvider : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
        }

        public void Dispose()
        {
        }
    }
}
