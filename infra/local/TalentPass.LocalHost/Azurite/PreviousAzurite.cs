using System.Diagnostics;
using System.Globalization;

namespace TalentPass.LocalHost.Azurite;

/// <summary>The Azurite that last used a data folder. It may still write its data while the next one starts.</summary>
internal static class PreviousAzurite
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until no Azurite uses the folder.</summary>
    /// <exception cref="LocalSetupException">An Azurite still uses the folder after a minute.</exception>
    public static async Task WaitForEndAsync(string folder, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (ReadProcessId(folder) is { } id && RunsNode(id))
        {
            if (TimeProvider.System.GetElapsedTime(begun) > Patience)
                throw new LocalSetupException($"The Azurite of an earlier run (process {id}) still uses {folder}; end that process and run the command again.");
            await Task.Delay(100, cancellation);
        }
    }

    private static int? ReadProcessId(string folder)
    {
        try
        {
            return int.TryParse(File.ReadAllText(Path.Combine(folder, "azurite.pid")), CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool RunsNode(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            // The process id may belong to another program by now.
            return !process.HasExited && process.ProcessName.StartsWith("node", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
