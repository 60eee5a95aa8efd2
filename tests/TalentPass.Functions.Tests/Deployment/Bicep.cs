using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Runs the Bicep compiler from the test project's package on the infrastructure files of this repository.</summary>
internal static class Bicep
{
    /// <summary>The folder with <c>main.bicep</c>.</summary>
    public static string Folder { get; } = Path.Combine(Metadata("RepositoryRoot"), "infra", "azure");

    /// <summary>Runs the compiler in <see cref="Folder"/>.</summary>
    /// <returns>The exit code, the standard output, and the warnings and errors.</returns>
    public static async Task<(int Code, string Output, string Diagnostics)> RunAsync(params string[] arguments)
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "The compiler's package is for Linux on x64, where CI runs.");
        var start = new ProcessStartInfo(Metadata("Bicep"), arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The compiler needs no culture data, and the machine may have no ICU library.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var diagnostics = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, diagnostics);
    }

    private static string Metadata(string key) =>
        typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(each => each.Key == key).Value!;
}
