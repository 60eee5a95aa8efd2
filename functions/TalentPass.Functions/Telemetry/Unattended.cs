using TalentPass.Core.Storage;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Telemetry;

/// <summary>
/// Runs what nobody waits for: queue and timer triggers. The host logs what they throw, message and all, and a message may
/// quote what a person wrote; so what leaves here says types and places only.
/// </summary>
internal static class Unattended
{
    /// <summary>Runs it.</summary>
    /// <exception cref="UnattendedException">It failed: the message comes back, or the timer runs again when it is due.</exception>
    public static async Task RunAsync(Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new UnattendedException($"{StorageException.From(fault)?.Message} {FaultText.Of(fault)}".TrimStart());
        }
    }
}

/// <summary>A trigger failed that nobody waited for.</summary>
/// <param name="text">What kind of exceptions, and where; nothing personal.</param>
public sealed class UnattendedException(string text) : Exception(text);
