using Azure;
using Microsoft.Extensions.Logging;
using TalentPass.Functions.Storage;
using TalentPass.Functions.Tests.Http;
using TalentPass.Functions.Tests.LocalHost;

namespace TalentPass.Functions.Tests.Storage;

/// <summary>What the host does with the start steps: waits, goes on without them, or does not start.</summary>
public sealed class When_start_steps_run : IDisposable
{
    private readonly WatchedClock _clock = new(DateTimeOffset.UnixEpoch);
    private readonly RecordedLog _log = new();
    private readonly List<string> _ran = [];
    private Exception? _second;
    private StartSteps? _steps;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _steps?.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task With_storage_there_the_host_starts_after_them()
    {
        await NewSteps().StartAsync(Cancel);
        Assert.True(_steps!.Done);
        Assert.Equal(["first", "second", "third"], Ran());
        Assert.Empty(await _steps.ProbeAsync(Cancel));
    }

    [Fact]
    public async Task While_storage_is_away_the_host_goes_on_and_they_are_repeated_ever_more_seldom_from_where_they_stopped()
    {
        _second = new RequestFailedException(503, "busy");
        await NewSteps().StartAsync(Cancel);
        Assert.False(_steps!.Done);
        Assert.Equal(["second:unreachable", "third:waiting"], await _steps.ProbeAsync(Cancel));

        foreach (var pause in (double[])[0.5, 1, 2, 4, 8, 15, 15])
        {
            await _clock.AdvanceToAwaitedAsync(TimeSpan.FromSeconds(pause));
        }

        await Eventually.HoldsAsync(() => Ran().Count(each => each == "second") == 8, "the eighth attempt");
        _second = null;
        await AdvanceUntilDoneAsync();
        Assert.Equal(["first", .. Enumerable.Repeat("second", 9), "third"], Ran());
    }

    [Fact]
    public async Task When_the_host_goes_on_without_them_the_reason_is_known()
    {
        // Many starts, because the two sides ran at the same time: the host went on before the reason was written.
        _second = new RequestFailedException(503, "busy");
        var log = Log();
        for (var start = 0; start < 2000; start++)
        {
            using var steps = new StartSteps([Step("second")], _clock, log);
            await steps.StartAsync(Cancel);
            Assert.Equal(["second:unreachable"], await steps.ProbeAsync(Cancel));
        }
    }

    [Fact]
    public async Task The_log_tells_a_reason_once_and_every_new_one()
    {
        _second = new RequestFailedException(503, "busy");
        await NewSteps().StartAsync(Cancel);
        await AdvanceUntilAsync(() => Ran().Count(each => each == "second") >= 4);
        _second = new RequestFailedException(403, "no", "AuthorizationFailure", null);
        await AdvanceUntilAsync(() => Lines(LogLevel.Error).Count == 2);
        Assert.Equal(["second:refused", "third:waiting"], await _steps!.ProbeAsync(Cancel));
        _second = new InvalidOperationException("李伟");
        await AdvanceUntilAsync(() => Lines(LogLevel.Error).Count == 3);
        Assert.Equal(["second:failed", "third:waiting"], await _steps.ProbeAsync(Cancel));
        _second = null;
        await AdvanceUntilDoneAsync();

        var lines = Lines(LogLevel.Error);
        Assert.Equal(3, lines.Count);
        Assert.Contains("second unreachable. Storage did not do a call: 503", lines[0], StringComparison.Ordinal);
        Assert.Contains("second refused. Storage refused a call: 403 AuthorizationFailure", lines[1], StringComparison.Ordinal);
        Assert.Contains("second failed. System.InvalidOperationException", lines[2], StringComparison.Ordinal);
        Assert.DoesNotContain("李伟", lines[2], StringComparison.Ordinal);
        Assert.Single(Lines(LogLevel.Information));
    }

    [Fact]
    public async Task A_mistake_that_is_not_storages_stops_the_host()
    {
        _second = new InvalidOperationException("A wrong seed.");
        Assert.Equal("A wrong seed.", (await Assert.ThrowsAsync<InvalidOperationException>(() => NewSteps().StartAsync(Cancel))).Message);
    }

    [Fact]
    public async Task The_host_does_not_wait_for_ever_for_storage_that_is_silent()
    {
        using var steps = new StartSteps([new StartStep("silent", stop => Task.Delay(Timeout.Infinite, stop))], _clock, Log());
        var start = steps.StartAsync(Cancel);
        await AdvanceUntilAsync(() => start.IsCompleted);
        await start;
        Assert.Equal(["silent:running"], await steps.ProbeAsync(Cancel));

        var waiting = steps.DoneAsync(Cancel);
        await steps.StopAsync(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_stop_ends_the_pause_before_the_next_attempt()
    {
        _second = new RequestFailedException(503, "busy");
        await NewSteps().StartAsync(Cancel);
        await _steps!.StopAsync(Cancel);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _steps.DoneAsync(Cancel));
        Assert.Equal(["first", "second"], Ran());
    }

    private StartSteps NewSteps() => _steps = new StartSteps([Step("first"), Step("second"), Step("third")], _clock, Log());

    private StartStep Step(string name) => new(name, _ =>
    {
        lock (_ran)
        {
            _ran.Add(name);
        }

        return name == "second" && _second is { } fault ? Task.FromException(fault) : Task.CompletedTask;
    });

    private ILogger<StartSteps> Log() => new LoggerFactory([_log]).CreateLogger<StartSteps>();

    private List<string> Lines(LogLevel level) => [.. _log.Lines.Where(line => line.StartsWith($"{level} ", StringComparison.Ordinal))];

    private List<string> Ran()
    {
        lock (_ran)
        {
            return [.. _ran];
        }
    }

    private Task AdvanceUntilDoneAsync() => AdvanceUntilAsync(() => _steps!.Done);

    private Task AdvanceUntilAsync(Func<bool> holds) => Eventually.HoldsAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return holds();
        },
        "the steps go on");
}
