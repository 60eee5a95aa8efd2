using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The Bicep compiler, as the test project's package brings it, on this repository's infrastructure.</summary>
internal static class Bicep
{
    /// <summary>The folder with <c>main.bicep</c>.</summary>
    public static string Folder { get; } = Path.Combine(Metadata("RepositoryRoot"), "infra", "azure");

    /// <summary>Runs the compiler in <see cref="Folder"/>.</summary>
    /// <returns>Exit code, what it wrote, and its warnings and errors.</returns>
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
        // Its own culture data are not needed, and the machine may lack ICU.
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
