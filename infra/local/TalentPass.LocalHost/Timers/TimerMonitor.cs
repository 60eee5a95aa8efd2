using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace TalentPass.LocalHost.Timers;

/// <summary>
/// Records the last run of each timer in a small file, so that a run missed while the host was down is made up for.
/// </summary>
internal sealed class TimerMonitor(LocalHostOptions options)
{
    /// <summary>Returns the last record of a function; null when there is none, or when no folder is set.</summary>
    public ScheduleStatus? Read(string function)
    {
        if (Path(function) is not { } path || !File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllText(path));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Writes the record of a function.</summary>
    public void Write(string function, ScheduleStatus status)
    {
        if (Path(function) is not { } path)
            return;
        Directory.CreateDirectory(options.TimerFolder!);
        var part = path + ".part";
        File.WriteAllText(part, JsonSerializer.Serialize(status));
        File.Move(part, path, overwrite: true);
    }

    private string? Path(string function) =>
        options.TimerFolder is { } folder ? System.IO.Path.Combine(folder, function + ".json") : null;
}
