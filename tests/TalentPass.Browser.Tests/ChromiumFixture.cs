using TalentPass.Browser.Tests;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace TalentPass.Browser.Tests;

/// <summary>One Chromium for all tests of this assembly; each test has a profile of its own in it, empty at first.</summary>
public sealed class ChromiumFixture : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string _missing = "";

    public async ValueTask InitializeAsync()
    {
        // The deadline of every expectation; none waits longer than its condition takes.
        Assertions.SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        try
        {
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumCommand.Find(_playwright), Args = Arguments });
        }
        catch (FileNotFoundException missing) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            _missing = missing.Message;
        }
    }

    /// <summary>The browser. Without one the test is skipped with the repair; in CI it has failed before.</summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, _missing);
            return _browser;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
