using System.Diagnostics;

namespace TalentPass.LocalHost.Azurite;

/// <summary>Reads what Azurite writes, so that its pipe never fills, and keeps the first 50 lines.</summary>
internal sealed class AzuriteOutput
{
    private const int Kept = 50;
    private readonly List<string> _lines = [];

    public AzuriteOutput(Process process)
    {
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The lines that were kept.</summary>
    public string Text
    {
        get
        {
            lock (_lines)
                return string.Join('\n', _lines);
        }
    }

    /// <summary>The line that says most about a failure: the last one with an error, otherwise the last one.</summary>
    public string Last
    {
        get
        {
            lock (_lines)
                return _lines.LastOrDefault(line => line.Contains("rror", StringComparison.Ordinal)) ?? _lines.LastOrDefault() ?? "it ended at once";
        }
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_lines)
        {
            if (_lines.Count < Kept)
                _lines.Add(line.Trim());
        }
    }
}
