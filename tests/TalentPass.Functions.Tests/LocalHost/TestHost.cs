using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>The local host on a free port, with the functions of one class and its own settings.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private readonly LocalFunctionsApp _app;

    private TestHost(LocalFunctionsApp app, RecordedLog log)
    {
        _app = app;
        Log = log;
        Client = new HttpClient { BaseAddress = app.Urls.First() };
    }

    public HttpClient Client { get; }

    public RecordedLog Log { get; }

    public static LocalApplicationBuilder Builder(Type functions, string storage, params (string Name, string Value)[] settings)
    {
        var builder = LocalApplication.CreateBuilder([]);
        builder.Options.FunctionTypes = [functions];
        builder.Options.Url = new Uri("http://127.0.0.1:0");
        builder.Configuration["AzureWebJobsStorage"] = storage;
        // The shortest polling interval, so that no test waits for the next poll of an idle queue.
        builder.Configuration["AzureFunctionsJobHost:extensions:queues:maxPollingInterval"] = "00:00:00.1";
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.Logging.ClearProviders();
        return builder;
    }

    public static async Task<TestHost> StartAsync(LocalApplicationBuilder builder)
    {
        var log = new RecordedLog();
        builder.Logging.AddProvider(log);
        var _app = builder.Build();
        await _app.StartAsync(TestContext.Current.CancellationToken);
        return new TestHost(_app, log);
    }

    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Keeps every log line with its level.</summary>
    internal sealed class RecordedLog : ILoggerProvider
    {
        private readonly ConcurrentQueue<(LogLevel Level, string Text)> _lines = new();

        public IEnumerable<string> At(LogLevel level) => _lines.Where(line => line.Level == level).Select(line => line.Text);

        public ILogger CreateLogger(string categoryName) => new Logger(_lines);

        public void Dispose()
        {
        }

        private sealed class Logger(ConcurrentQueue<(LogLevel Level, string Text)> _lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                _lines.Enqueue((logLevel, formatter(state, exception)));
        }
    }
}
