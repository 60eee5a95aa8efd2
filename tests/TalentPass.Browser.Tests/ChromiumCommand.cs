using System.Globalization;

namespace TalentPass.Browser.Tests;

/// <summary>
/// Finds a Chromium, in this order: the one that the environment variable names, one on the PATH, the one Playwright
/// has installed, and the one Playwright can install.
/// </summary>
internal static class ChromiumCommand
{
    /// <summary>The environment variable with the path of the browser to use. It has priority over all other places.</summary>
    public const string Variable = "TALENTPASS_CHROMIUM";

    // The shell draws no windows of its own around a page, so it needs about half the processor time.
    private static readonly string[] Names = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

    /// <summary>Returns the path of a Chromium executable.</summary>
    /// <exception cref="FileNotFoundException">No Chromium was found. The message says how to get one.</exception>
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
