using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Storage;

/// <summary>
/// A step that must be done before the app is ready. Steps run one after another, in the order they were added. While storage is
/// away, a step is tried again until it succeeds.
/// </summary>
/// <param name="Name">The step's name in <c>/health/ready</c>, lower case.</param>
/// <param name="RunAsync">Runs the step. It may run again after a failure.</param>
/// <param name="Check">
/// Checks what the step needs besides storage, e.g. its files; null when it needs nothing else. It is called when storage keeps
/// the step waiting, so that a mistake is told at once.
/// </param>
public sealed record StartStep(string Name, Func<CancellationToken, Task> RunAsync, Action? Check = null);

/// <summary>
/// Runs the start steps. The host waits for them as long as storage does its part. When storage is away or too slow, the host
/// goes on and the steps are repeated in the background. Until they are done, calls are answered with <c>not_ready</c>, and the
/// triggers of queues and timers wait. Any other fault, such as a mistake in a seed, stops the host.
/// </summary>
internal sealed partial class StartSteps(IEnumerable<StartStep> steps, TimeProvider time, ILogger<StartSteps> log) : IHostedService, IDisposable
{
    /// <summary>How long the host waits for the steps before it goes on without them.</summary>
    public static readonly TimeSpan HostPatience = TimeSpan.FromSeconds(10);

    private const int HostWaits = 0;
    private const int HostGoesOn = 1;
    private const int HostStops = 2;
    private static readonly TimeSpan _checkAfter = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestPause = TimeSpan.FromSeconds(15);
    private readonly StartStep[] _steps = [.. steps];
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _obstacle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _reason = "running";
    private volatile int _at;
    private int _disposed;
    private volatile int _decision = HostWaits;
    private Task _run = Task.CompletedTask;

    /// <summary>Whether all steps are done.</summary>
    public bool Done => _done.Task.IsCompletedSuccessfully;

    /// <summary>Waits until all steps are done.</summary>
    /// <exception cref="OperationCanceledException">The app stops before that.</exception>
    public Task DoneAsync(CancellationToken cancel) => _done.Task.WaitAsync(cancel);

    /// <summary>
    /// Returns a reason for each step that is not done, for <c>/health/ready</c>: <c>name:running</c>, <c>name:unreachable</c>,
    /// <c>name:refused</c> (storage answers and refuses, e.g. because a table or a right is missing), <c>name:failed</c>, and
    /// <c>name:waiting</c> for the steps behind.
    /// </summary>
    public Task<IReadOnlyList<string>> ProbeAsync(CancellationToken cancel)
    {
        var (at, reason) = (_at, _reason);
        return Task.FromResult<IReadOnlyList<string>>([.. _steps.Skip(at).Select((step, behind) => $"{step.Name}:{(behind == 0 ? reason : "waiting")}")]);
    }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var given = cancellationToken.Register(_stopping.Cancel);
        _run = Task.Run(() => RunAsync(_stopping.Token), CancellationToken.None);
        await Task.WhenAny(_run, _obstacle.Task, Task.Delay(_checkAfter, time, cancellationToken));
        if (!Done)
        {
            Array.ForEach(_steps[_at..], step => step.Check?.Invoke());
        }

        await Task.WhenAny(_run, _obstacle.Task, Task.Delay(HostPatience - _checkAfter, time, cancellationToken));
        if (Decide(HostGoesOn) == HostStops || _run.IsCompleted)
        {
            await _run;
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_disposed == 0)
        {
            await _stopping.CancelAsync();
        }

        await _run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // The services hold this object twice, as itself and as a hosted service, and dispose it twice.
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _stopping.Cancel();
            _stopping.Dispose();
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        try
        {
            var pause = _firstPause;
            while (_at < _steps.Length)
            {
                if (await TryAsync(_steps[_at], stop))
                {
                    (_reason, pause) = ("running", _firstPause);
                    _at++;
                    continue;
                }

                // Only now, with the reason known, may the host go on.
                _obstacle.TrySetResult();
                await Task.Delay(pause, time, stop);
                pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
            }

            _done.SetResult();
            Log.Started(log);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _done.TrySetCanceled(stop);
        }
    }

    private async Task<bool> TryAsync(StartStep step, CancellationToken stop)
    {
        try
        {
            await step.RunAsync(stop);
            return true;
        }
        catch (Exception fault) when (!stop.IsCancellationRequested && MayTryAgain(fault))
        {
            var (reason, message) = StorageException.From(fault) switch
            {
                { Failure: StorageFailure.Unavailable } away => ("unreachable", $"{away.Message} {away.InnerException?.Message}"),
                { } refused => ("refused", refused.Message),
                _ => ("failed", FaultText.Of(fault)),
            };
            if (reason != _reason)
            {
                // Once for each change, not for each attempt.
                Log.Waits(log, step.Name, reason, message);
                _reason = reason;
            }

            return false;
        }
    }

    private bool MayTryAgain(Exception fault) =>
        StorageException.From(fault) is null ? Decide(HostStops) == HostGoesOn : Decide(HostGoesOn) == HostGoesOn;

    // The first to decide wins: a fault that is not storage's stops the host, unless the host has gone on before.
    private int Decide(int wish)
    {
        Interlocked.CompareExchange(ref _decision, wish, HostWaits);
        return _decision;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The app cannot start yet, and tries again: {Step} {Reason}. {Message}")]
        public static partial void Waits(ILogger log, string step, string reason, string message);

        [LoggerMessage(2, LogLevel.Information, "All start steps are done")]
        public static partial void Started(ILogger log);
    }
}

/// <summary>Registers start steps.</summary>
public static class StartStepRegistration
{
    /// <summary>Adds a step.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The step's name in <c>/health/ready</c>, lower case.</param>
    /// <param name="step">Makes the step.</param>
    /// <param name="check">See <see cref="StartStep"/>.</param>
    public static IServiceCollection AddStartStep(
        this IServiceCollection services, string name, Func<IServiceProvider, Func<CancellationToken, Task>> step, Action<IServiceProvider>? check = null) =>
        services.AddSingleton(provider => new StartStep(name, step(provider), check is null ? null : () => check(provider)));

    /// <summary>
    /// Creates missing tables, queues and containers when <c>Storage:CreateMissing</c> is set. In Azure the deployment
    /// creates them.
    /// </summary>
    internal static Func<CancellationToken, Task> PrepareStorage(IServiceProvider services) => cancel =>
        services.GetRequiredService<IConfiguration>().GetValue<bool>("Storage:CreateMissing")
            ? StorageLayout.CreateAsync(services.GetRequiredService<StorageClients>(), cancel)
            : Task.CompletedTask;
}
