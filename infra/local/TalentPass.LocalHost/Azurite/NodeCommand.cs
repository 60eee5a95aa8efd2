using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace TalentPass.LocalHost.Azurite;

/// <summary>Finds node and npm and runs them.</summary>
/// <param name="environment">Environment variables added to those of this process; see
/// <see cref="AzuriteOptions.Environment"/>.</param>
internal sealed class NodeCommand(IReadOnlyDictionary<string, string> environment)
{
    private const int OldestMajor = 20;
    private const string Remedy = "Install Node.js 20 or later from https://nodejs.org, open a new shell and run the command again.";

    /// <summary>Returns the path of <c>node</c> after checking its version.</summary>
    /// <exception cref="LocalSetupException">Node.js is missing or older than 20.</exception>
    public async Task<string> FindNodeAsync(CancellationToken cancellation)
    {
        var node = Find("node") ?? throw new LocalSetupException($"Node.js is not on the PATH. {Remedy}");
        var (code, output) = await RunAsync(node, ["--version"], null, cancellation);
        var version = output.Trim();
        if (code != 0 || !int.TryParse(version.TrimStart('v').Split('.')[0], CultureInfo.InvariantCulture, out var major))
            throw new LocalSetupException($"{node} does not run. {Remedy}");
        if (major < OldestMajor)
            throw new LocalSetupException($"Node.js {version} is too old. {Remedy}");
        return node;
    }

    /// <summary>Returns the path of <c>npm</c>.</summary>
    /// <exception cref="LocalSetupException">npm is missing.</exception>
    public string FindNpm() => Find("npm")
        ?? throw new LocalSetupException("npm is not on the PATH. Install it, it comes with Node.js from https://nodejs.org, open a new shell and run the command again.");

    /// <summary>Runs a program to its end.</summary>
    /// <returns>The exit code, and the text of standard output followed by standard error.</returns>
    public async Task<(int Code, string Output)> RunAsync(
        string program, IEnumerable<string> arguments, string? folder, CancellationToken cancellation)
    {
        using var process = Start(program, arguments, folder);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, await output + await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with all three streams redirected.</summary>
    /// <exception cref="LocalSetupException">The program cannot be started.</exception>
    public Process Start(string program, IEnumerable<string> arguments, string? folder)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception fault)
        {
            throw new LocalSetupException($"{program} does not start ({fault.Message}). {Remedy}", fault);
        }
    }

    private string? Find(string name)
    {
        var path = environment.TryGetValue("PATH", out var own) ? own : System.Environment.GetEnvironmentVariable("PATH") ?? "";
        string[] names = OperatingSystem.IsWindows() ? [name + ".exe", name + ".cmd"] : [name];
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => names.Select(file => Path.Combine(folder, file)))
            .FirstOrDefault(File.Exists);
    }
}
