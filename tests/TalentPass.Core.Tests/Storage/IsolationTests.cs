using Azure;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Tests.Storage;

public sealed class IsolationTests
{
    private readonly RecordedLog _log = new();

    [Fact]
    public async Task An_item_that_fails_is_told_once_without_what_it_holds_and_the_rest_goes_on()
    {
        var apart = new Isolation("Papers", _log);
        var done = new List<int>();
        foreach (var item in new[] { 1, 2, 3 })
        {
            Assert.Equal(item != 2, await apart.TryAsync($"paper-{item}", () => item == 2 ? throw new FormatException("李伟") : Treat(item)));
        }

        Assert.Equal([1, 3], done);
        var line = Assert.Single(_log.Lines);
        Assert.Contains("Papers: paper-2: FormatException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("李伟", line, StringComparison.Ordinal);
        Assert.Throws<FormatException>(apart.End);

        Task Treat(int item)
        {
            done.Add(item);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void What_cannot_be_read_is_left_out()
    {
        var apart = new Isolation("Papers", _log);
        Assert.Null(apart.TryRead<string>("李伟", () => throw new FormatException()));
        Assert.Contains("Papers: a foreign key: FormatException", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal("read", apart.TryRead("paper-1", () => "read"));
        Assert.Throws<FormatException>(apart.End);
    }

    [Fact]
    public void A_run_in_which_nothing_failed_ends_well()
    {
        new Isolation("Papers", _log).End();
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Storage_that_is_away_and_an_app_that_stops_end_the_run()
    {
        var apart = new Isolation("Papers", _log);
        await Assert.ThrowsAsync<StorageException>(() => apart.TryAsync("paper", () => throw StorageException.From(new RequestFailedException(503, "busy"))!));
        await Assert.ThrowsAsync<OperationCanceledException>(() => apart.TryAsync("paper", () => throw new OperationCanceledException()));
    }

    private sealed class RecordedLog : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
