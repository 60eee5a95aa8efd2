using TalentPass.Browser.Tests;

[assembly: AssemblyFixture(typeof(ChromiumFixture))]

namespace TalentPass.Browser.Tests;

/// <summary>
/// Starts one Chromium for all tests of this assembly. Each visitor of a test gets a separate browser profile, which is
/// empty at the start.
/// </summary>
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
        // The timeout of every expectation, in milliseconds. An expectation ends as soon as its condition is met.
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

    /// <summary>
    /// The browser. If there is no browser, the test is skipped and the message says how to get one. In CI a missing
    /// browser is an error: the fixture has failed before this property is read.
    /// </summary>
    public IBrowser Browser
    {
        get
        {
            Assert.SkipWhen(_browser is null, _missing);
            return _browser;
        }
    }

    /// <summary>Starts another browser, for a test that needs further arguments. The caller disposes of it.</summary>
    public async Task<IBrowser> LaunchAsync(params IEnumerable<string> arguments)
    {
        Assert.SkipWhen(_browser is null, _missing);
        return await _playwright!.Chromium.LaunchAsync(new() { ExecutablePath = ChromiumCommand.Find(_playwright), Args = [.. Arguments, .. arguments] });
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
