using System.Globalization;

namespace TalentPass.LocalHost.Run;

/// <summary>The folder where a local run keeps its data. Only one run at a time can use it.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream _held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _held = held;
    }

    /// <summary>The path of the folder.</summary>
    public string Path { get; }

    /// <summary>The folder of Azurite's files.</summary>
    public string Storage => System.IO.Path.Combine(Path, "storage");

    /// <summary>The file of the master key, which seals (encrypts) personal data. The first run makes it.</summary>
    public string KeyFile => System.IO.Path.Combine(Path, "master.key");

    /// <summary>The folder that records when timers last ran.</summary>
    public string Timers => System.IO.Path.Combine(Path, "timers");

    /// <summary>
    /// Locks the folder for this run. The operating system releases the lock when the process ends, also when it is killed.
    /// </summary>
    /// <exception cref="LocalSetupException">Another run uses the folder.</exception>
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

    /// <summary>Writes down this run's address, so that a second run can say where the first one is.</summary>
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
