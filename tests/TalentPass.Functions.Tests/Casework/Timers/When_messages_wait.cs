using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.Storage;
using TalentPass.Functions.Casework.Timers;
using TalentPass.Functions.Storage;
using TalentPass.Functions.Telemetry;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>The app logs the number and the age of the waiting messages in each queue. The alerts use these log lines.</summary>
public sealed class When_messages_wait
{
    private readonly string _connection;
    private readonly StorageClients _clients;
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    public When_messages_wait(AzuriteFixture azurite)
    {
        _connection = azurite.NewAccount();
        _clients = new StorageClients(new StorageOptions { ConnectionString = _connection });
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Empty_queues_and_queues_that_are_not_there_are_not_mentioned()
    {
        await StorageLayout.CreateAsync(_clients, Cancel);

        Assert.Empty(await new QueueWatch(_clients, _clock).LookAsync(new Isolation("queues", NullLogger.Instance), Cancel));
    }

    [Fact]
    public async Task The_message_at_the_head_tells_how_long_a_desk_has_not_looked()
    {
        await StorageLayout.CreateAsync(_clients, Cancel);
        await _clients.Queue("desk-housing").SendMessageAsync("one", cancellationToken: Cancel);
        await _clients.Queue("desk-housing").SendMessageAsync("two", cancellationToken: Cancel);
        _clock.Advance(TimeSpan.FromMinutes(10));

        var waiting = Assert.Single(await new QueueWatch(_clients, _clock).LookAsync(new Isolation("queues", NullLogger.Instance), Cancel));

        Assert.Equal(("desk-housing", 2), (waiting.Queue, waiting.Count));
        Assert.InRange(waiting.Oldest, TimeSpan.FromMinutes(9), TimeSpan.FromMinutes(11));
    }

    [Fact]
    public async Task A_message_set_aside_is_an_error_in_the_log_a_waiting_one_is_not()
    {
        await StorageLayout.CreateAsync(_clients, Cancel);
        await _clients.Queue("desk-health").SendMessageAsync("waits", cancellationToken: Cancel);
        await _clients.Queue("desk-health-poison").CreateAsync(cancellationToken: Cancel);
        await _clients.Queue("desk-health-poison").SendMessageAsync("failed", cancellationToken: Cancel);
        using var log = new RecordedLines();

        await WatchAsync(log);

        Assert.Collection(
            log.Lines,
            line => Assert.StartsWith("Information: Queue desk-health holds 1 messages, the oldest ", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Error: Queue desk-health-poison holds 1 messages, the oldest ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_that_is_no_base64_is_one_message_and_hides_no_other_queue()
    {
        await StorageLayout.CreateAsync(_clients, Cancel);
        await _clients.RawQueue("desk-housing").SendMessageAsync("hello", cancellationToken: Cancel);
        await _clients.RawQueue("desk-hrss-poison").CreateAsync(cancellationToken: Cancel);
        await _clients.RawQueue("desk-hrss-poison").SendMessageAsync("<&>{not base64}", cancellationToken: Cancel);
        await _clients.Queue("desk-office").SendMessageAsync("waits", cancellationToken: Cancel);
        using var log = new RecordedLines();

        await WatchAsync(log);

        Assert.Equal(
            ["Information: Queue desk-housing holds 1 ", "Error: Queue desk-hrss-poison holds 1 ", "Information: Queue desk-office holds 1 "],
            log.Lines.Select(line => line[..line.IndexOf("messages", StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task A_queue_that_cannot_be_looked_at_is_told_and_hides_no_other_queue()
    {
        await StorageLayout.CreateAsync(_clients, Cancel);
        await _clients.Queue("desk-office").SendMessageAsync("waits", cancellationToken: Cancel);
        var denied = new StorageClients(new StorageOptions
        {
            ConnectionString = _connection,
            Transport = new StorageFaults(call => call.EndsWith("/desk-housing", StringComparison.Ordinal) ? throw new NotSupportedException("李伟") : StorageFault.None),
        });
        using var log = new RecordedLines();

        await Assert.ThrowsAsync<UnattendedException>(() => WatchAsync(log, denied));

        Assert.Contains(log.Lines, line => line.StartsWith("Error: One item failed and was skipped; the rest goes on. Queues: desk-housing: ", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.StartsWith("Information: Queue desk-office holds 1 ", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("李伟", StringComparison.Ordinal));
    }

    private async Task WatchAsync(RecordedLines log, StorageClients? clients = null)
    {
        using var steps = new StartSteps([], TimeProvider.System, NullLogger<StartSteps>.Instance);
        await steps.StartAsync(Cancel);
        var watch = new QueueWatch(clients ?? _clients, TimeProvider.System);
        await new QueueWatchTriggers(watch, new Unattended(steps, TimeProvider.System), log.Of<QueueWatchTriggers>()).Watch(new TimerInfo(), Cancel);
    }

    private sealed class RecordedLines : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger<T> Of<T>()
        {
            var factory = LoggerFactory.Create(builder => builder.AddProvider(this));
            return factory.CreateLogger<T>();
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{logLevel}: {formatter(state, exception)}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => NullLogger.Instance.BeginScope(state);

        public void Dispose()
        {
        }
    }
}
