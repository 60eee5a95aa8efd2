using System.Net;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The base class of tests in which visitors use the pages of one app. A test fails at its end if there was a console
/// error, a script error or a request to another origin that the test did not announce with <see cref="Visitor.Expect"/>.
/// </summary>
public abstract class BrowserTest(ChromiumFixture chromium, SiteFixture site) : IClassFixture<SiteFixture>, IAsyncDisposable
{
    private readonly List<Visitor> _visitors = [];
    private readonly List<IBrowser> _browsers = [];
    private RoughLine? _line;

    /// <summary>The app that serves the pages.</summary>
    protected TestApp App => site.App;

    /// <summary>
    /// Whether the visitors' browsers keep the pages with a service worker. It fetches every file of the site for each visitor, so only
    /// tests of what is kept have it; the others are like a private window, where there is none.
    /// </summary>
    protected virtual bool IsKept => false;

    /// <summary>Puts a line that can fail between the app and those who arrive from now on.</summary>
    protected async Task<RoughLine> RoughenAsync() => _line ??= await RoughLine.StartAsync(App.Http.BaseAddress!);

    /// <summary>Opens a browser window with an empty profile.</summary>
    /// <param name="phone">True for the screen size of a phone, false for the screen size of a desktop computer.</param>
    /// <param name="locale">The language of the browser.</param>
    /// <param name="arguments">For a browser of its own: its further arguments.</param>
    protected Task<Visitor> ArriveAsync(bool phone = false, string locale = "zh-CN", params string[] arguments) => ArriveAtAsync(_line?.Origin ?? site.Origin, phone, locale, arguments);

    /// <summary>Opens a browser window for an app of the test's own.</summary>
    /// <param name="origin">The base address of its pages, without a slash at the end.</param>
    /// <param name="phone">As above.</param>
    /// <param name="locale">As above.</param>
    /// <param name="arguments">As above.</param>
    protected async Task<Visitor> ArriveAtAsync(string origin, bool phone = false, string locale = "zh-CN", params string[] arguments)
    {
        if (arguments.Length > 0)
        {
            _browsers.Add(await chromium.LaunchAsync(arguments));
        }

        var context = await (arguments.Length > 0 ? _browsers[^1] : chromium.Browser).NewContextAsync(new()
        {
            BaseURL = origin,
            Locale = locale,
            TimezoneId = "Asia/Shanghai",
            ServiceWorkers = IsKept ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            ViewportSize = phone ? new() { Width = 375, Height = 812 } : new() { Width = 1280, Height = 900 },
        });
        context.SetDefaultTimeout(20_000);
        var visitor = new Visitor(context, await context.NewPageAsync(), origin);
        _visitors.Add(visitor);
        return visitor;
    }

    /// <summary>Files a request for an account, and lets the desk ask for a supplement, of which the account is told.</summary>
    /// <returns>The number of the request.</returns>
    protected static async Task<string> AskForSupplementAsync(TestApp app, string account)
    {
        using var own = await app.SignInAsync(account);
        var number = (await RequestCalls.FileAsync(own, "housing-rent-subsidy")).Text("number");
        using var desk = await app.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", number);
        var asked = new { items = new[] { new { field = "bankName", text = "开户行" } }, dueWorkingDays = 5 };
        (await RequestCalls.ActAsync(desk, $"/api/v1/desks/housing/requests/{number}", "request-supplement", asked)).Is(HttpStatusCode.OK);
        return number;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var visitor in _visitors)
        {
            await visitor.LeaveAsync();
        }

        foreach (var browser in _browsers)
        {
            await browser.DisposeAsync();
        }

        if (_line is not null)
        {
            await _line.DisposeAsync();
        }

        var troubles = _visitors.SelectMany(each => each.Troubles).ToList();
        Assert.True(troubles.Count == 0, string.Join('\n', troubles));
    }
}
