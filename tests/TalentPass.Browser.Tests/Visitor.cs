using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A person who uses the pages in a separate browser window. The class records every console error, script error and
/// request to another origin.
/// </summary>
public sealed class Visitor
{
    private readonly IBrowserContext _context;
    private readonly string _origin;
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly List<Regex> _expected = [];

    internal Visitor(IBrowserContext context, IPage page, string origin)
    {
        _context = context;
        _origin = origin;
        Page = page;
        context.Console += (_, message) => Note(message.Type is "error" or "warning", $"{message.Type}: {message.Text} ({message.Location})");
        context.WebError += (_, error) => Note(true, $"script fault: {error.Error}");
        context.Request += (_, request) => Note(!IsOwn(request.Url), $"request leaves the app: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>The recorded problems that the test did not announce with <see cref="Expect"/>.</summary>
    public IEnumerable<string> Troubles => _troubles.Where(each => !_expected.Any(pattern => pattern.IsMatch(each)));

    /// <summary>Opens a page and signs in with a demo account.</summary>
    public async Task SignInAsync(string path, string account)
    {
        await Page.GotoAsync(path);
        await Page.Locator($"[data-account='{account}']").ClickAsync();
    }

    /// <summary>
    /// Announces problems that the test causes on purpose, for example a 412 answer. The pattern is a regular expression.
    /// </summary>
    public void Expect(string pattern) => _expected.Add(new Regex(pattern, RegexOptions.CultureInvariant));

    /// <summary>
    /// Submits the form that is shown. When another test has filed the same for this person before, the repetition is confirmed, as a
    /// person would do.
    /// </summary>
    public async Task SubmitAsync()
    {
        Expect("409");
        await Page.Locator("#submit-request").ClickAsync();
        await Assertions.Expect(Page.Locator("#confirm-repeat, .timeline, #receipt").First).ToBeVisibleAsync();
        if (await Page.Locator("#confirm-repeat").IsVisibleAsync())
        {
            await Page.Locator("#confirm-repeat").ClickAsync();
        }
    }

    /// <summary>
    /// Fails if axe-core finds an accessibility problem (WCAG 2.2 levels A and AA, and best practices) or if the page is wider
    /// than the screen.
    /// </summary>
    public async Task CheckAccessAsync()
    {
        var result = await Page.RunAxe();
        Assert.True(result.Violations.Length == 0, string.Join('\n', result.Violations.Select(each =>
            $"{Page.Url}: {each.Id}: {each.Help}: {string.Join(" | ", each.Nodes.Select(node => node.Html))}")));
        Assert.False(await Page.EvaluateAsync<bool>("document.documentElement.scrollWidth > innerWidth"), $"{Page.Url} is wider than the screen.");
    }

    /// <summary>Saves a screenshot of the page in the test results.</summary>
    public Task KeepPictureAsync(string name, bool whole = true) => Page.ScreenshotAsync(new()
    {
        Path = Path.Combine(AppContext.BaseDirectory, "TestResults", "pages", $"{name}.png"),
        FullPage = whole,
    });

    /// <summary>Closes the browser window.</summary>
    public async Task LeaveAsync() => await _context.DisposeAsync();

    private void Note(bool isTrouble, string words)
    {
        if (isTrouble)
        {
            _troubles.Enqueue(words);
        }
    }

    private bool IsOwn(string url) =>
        url.StartsWith($"{_origin}/", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal)
        || url.StartsWith($"blob:{_origin}/", StringComparison.Ordinal) || url == "about:blank";
}
