using System.Globalization;

namespace TalentPass.LocalHost.Run;

/// <summary>Where a local run keeps its data; one run at a time.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Azurite's files.</summary>
    public string Storage => System.IO.Path.Combine(Path, "storage");

    /// <summary>The key that seals personal data, made at the first run.</summary>
    public string KeyFile => System.IO.Path.Combine(Path, "master.key");

    /// <summary>When timers last ran.</summary>
    public string Timers => System.IO.Path.Combine(Path, "timers");

    /// <summary>Takes the folder for this run; the operating system gives it back when the process ends, however it ends.</summary>
    /// <exception cref="LocalSetupException">Another run has it.</exception>
    public static DataFolder Take(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            return new DataFolder(path, new FileStream(System.IO.Path.Combine(path, "run.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException fault)
        {
            throw new LocalSetupException($"TalentPass already runs{Where(path)} with the data in {path}; use it, stop it, or choose another folder with --data.", fault);
        }
    }

    /// <summary>Lets a second run say where the first one is.</summary>
    public void Announce(Uri address) =>
        File.WriteAllText(Note(Path), string.Create(CultureInfo.InvariantCulture, $" on {address} (process {Environment.ProcessId})"));

    public void Dispose()
    {
        File.Delete(Note(Path));
        _held.Dispose();
    }

    private static string Where(string path)
    {
        try
        {
            return File.ReadAllText(Note(path));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string Note(string path) => System.IO.Path.Combine(path, "run.txt");
}
