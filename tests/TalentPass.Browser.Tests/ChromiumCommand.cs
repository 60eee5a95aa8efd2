using System.Globalization;

namespace TalentPass.Browser.Tests;

/// <summary>Finds a Chromium: a named one, one on the PATH, Playwright's own, or the one Playwright can install.</summary>
internal static class ChromiumCommand
{
    /// <summary>Names the browser to use, before all others.</summary>
    public const string Variable = "TALENTPASS_CHROMIUM";

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>The path of an executable.</summary>
    /// <exception cref="FileNotFoundException">There is none; the message says how to get one.</exception>
    public static string Find(IPlaywright playwright)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return File.Exists(named) ? named : throw new FileNotFoundException($"{Variable} names {named}, which does not exist.");
        }

        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var own = playwright.Chromium.ExecutablePath;
        return Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? $"{name}.exe" : name))).FirstOrDefault(File.Exists)
            ?? (File.Exists(own) || Install() && File.Exists(own) ? own : null)
            ?? throw new FileNotFoundException(string.Create(CultureInfo.InvariantCulture,
                $"There is no Chromium: install one (Debian: apt-get install chromium), or name one in {Variable}."));
    }

    private static bool Install() => Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0;
}
