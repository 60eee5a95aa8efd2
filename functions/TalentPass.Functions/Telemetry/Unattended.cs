using TalentPass.Core.Storage;
using TalentPass.Functions.Http;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Telemetry;

/// <summary>
/// Runs queue and timer triggers, which have no caller to answer. They wait until the start steps are done. The host logs the
/// exceptions they throw, message included, and a message may quote what a person wrote. So the exception thrown here names only
/// the types and stack traces, and for storage what kind of failure it was.
/// </summary>
public sealed class Unattended
{
    /// <summary>How long a trigger waits for the start steps. It is shorter than any function's time limit in Azure.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly StartSteps _steps;
    private readonly TimeProvider _time;

    internal Unattended(StartSteps steps, TimeProvider time) => (_steps, _time) = (steps, time);

    /// <summary>Runs the trigger's work.</summary>
    /// <param name="run">The work.</param>
    /// <param name="cancel">Fires when the host gives up.</param>
    /// <exception cref="UnattendedException">The work failed, or the app has not started. The message comes back to the queue; a
    /// timer runs again when it is next due.</exception>
    public async Task RunAsync(Func<Task> run, CancellationToken cancel)
    {
        try
        {
            if (!_steps.Done)
            {
                await _steps.DoneAsync(cancel).WaitAsync(Patience, _time, cancel);
            }

            await run();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or UnattendedException))
        {
            throw new UnattendedException($"{StorageException.From(fault)?.Message} {FaultText.Of(fault)}".TrimStart());
        }
    }
}

/// <summary>A queue or timer trigger failed.</summary>
/// <param name="text">The types of the exceptions and their stack traces; nothing personal.</param>
public sealed class UnattendedException(string text) : Exception(text);
