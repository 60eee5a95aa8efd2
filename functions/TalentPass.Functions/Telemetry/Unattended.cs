using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Telemetry;

/// <summary>
/// Runs queue and timer triggers, which have no caller to answer. The host logs the exceptions they throw, message
/// included, and a message may quote what a person wrote. So the exception thrown here names only the types and stack
/// traces, and for storage what kind of failure it was.
/// </summary>
internal static class Unattended
{
    /// <summary>Runs the trigger's work.</summary>
    /// <exception cref="UnattendedException">The work failed. The message comes back to the queue; a timer runs again when
    /// it is next due.</exception>
    public static async Task RunAsync(Func<Task> run)
    {
        try
        {
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
