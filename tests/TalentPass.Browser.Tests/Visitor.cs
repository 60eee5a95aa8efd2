using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A person who uses the pages in a separate browser window. The class records every console error, script error and
/// request to another origin.
/// </summary>
public sealed partial class Visitor
{
    /// <summary>Fills a group of fields (<c>[data-name]</c>) with answers, as a person would: the page sees every change.</summary>
    private const string FillGroup = """
        (group, json) => {
          const fill = (scope, answers) => Object.entries(answers).forEach(([name, answer]) => {
            const node = [...scope.children].find(each => each.dataset.name === name);
            return node && one(node, answer);
          });
          const tell = control => ["input", "change"].forEach(each => control.dispatchEvent(new Event(each, { bubbles: true })));
          const one = (node, answer) => {
            const list = node.querySelector(":scope > .items");
            if (list && list.children.length === 0) {
              answer.forEach((each, index) => {
                node.querySelector(":scope > button").click();
                one(list.children[index], each);
              });
            } else if (!list && Array.isArray(answer)) {
              node.querySelectorAll("input:not(:checked)").forEach(each => answer.includes(each.value) && each.click());
            } else if (!list && typeof answer === "object") {
              fill(node.querySelector(".fields"), answer);
            } else if (!list) {
              const control = node.querySelector("input, select, textarea");
              if (control.type === "checkbox" && control.checked !== answer) {
                control.checked = answer;
              } else if (control.type !== "checkbox" && control.value === "") {
                control.value = String(answer);
              }

              tell(control);
            }
          };
          fill(group, JSON.parse(json));
        }
        """;

    /// <summary>What Playwright writes to the console of a page where it allows no service worker.</summary>
    private const string WithoutWorker = "Service Worker registration blocked by Playwright";

    private readonly IBrowserContext _context;
    private readonly string _origin;
    private readonly ConcurrentQueue<string> _troubles = new();
    private readonly List<Regex> _expected = [];

    internal Visitor(IBrowserContext context, IPage page, string origin)
    {
        _context = context;
        _origin = origin;
        Page = page;
        context.Console += (_, message) => Note(message.Type is "error" or "warning" && message.Text != WithoutWorker, $"{message.Type}: {message.Text} ({message.Location})");
        context.WebError += (_, error) => Note(true, $"script fault: {error.Error}");
        context.Request += (_, request) => Note(!IsOwn(request.Url), $"request leaves the app: {request.Url}");
    }

    public IPage Page { get; }

    /// <summary>Where pictures of the pages, and what they cost, are left for people to look at.</summary>
    public static string PictureFolder { get; } = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "TestResults", "pages")).FullName;

    /// <summary>The recorded problems that the test did not announce with <see cref="Expect"/>.</summary>
    public IEnumerable<string> Troubles => _troubles.Where(each => !_expected.Any(pattern => pattern.IsMatch(each)));

    /// <summary>Opens a page and signs in with a demo account.</summary>
    public async Task SignInAsync(string path, string account)
    {
        await Page.GotoAsync(path);
        await Page.Locator($"[data-account='{account}']").ClickAsync();
    }

    /// <summary>The access of this browser's sessions is over, as it is after some minutes; they can be renewed.</summary>
    public Task LoseAccessAsync() => _context.ClearCookiesAsync(new() { NameRegex = Access() });

    /// <summary>The sessions of this browser are over: they cannot be renewed. The pages do not know it yet.</summary>
    public Task LoseSessionAsync() => _context.ClearCookiesAsync(new() { NameRegex = Token() });

    /// <summary>Nobody is signed in in this browser any more, as after the longest time of a session.</summary>
    public Task ForgetSessionAsync() => _context.ClearCookiesAsync();

    /// <summary>Opens another tab of the same browser.</summary>
    public async Task<IPage> OpenTabAsync(string path)
    {
        var tab = await _context.NewPageAsync();
        await tab.GotoAsync(path);
        return tab;
    }

    /// <summary>
    /// Announces problems that the test causes on purpose, for example a 412 answer. The pattern is a regular expression.
    /// </summary>
    public void Expect(string pattern) => _expected.Add(new Regex(pattern, RegexOptions.CultureInvariant));

    /// <summary>
    /// Fills what is empty in the form that is shown with the example of the service, or of each part of the bundle, and ticks the
    /// required papers as shown at the counter. What is filled in stays.
    /// </summary>
    public async Task FillAsync()
    {
        await Page.Locator("#submit-request").WaitForAsync();
        var parts = await Page.Locator("form [data-part]").EvaluateAllAsync<string[]>("all => all.map(each => each.dataset.part)");
        foreach (var service in parts is [] ? [new Uri(Page.Url).Fragment.Split('/')[^1]] : parts)
        {
            var group = parts is [] ? "form [data-answers] .fields > .fields" : $"form [data-part='{service}'] .fields > .fields";
            await Page.Locator(group).First.EvaluateAsync(FillGroup, SeedCatalogue.Example(service).GetRawText());
        }

        await Page.Locator("form").Last.EvaluateAsync("form => form.querySelectorAll(\".paper[data-needed='true'] [data-tick]:not(:checked)\").forEach(each => each.click())");
    }

    /// <summary>
    /// Fills the form that is shown (<see cref="FillAsync"/>) and submits it. When another test has filed the same for this person before, the repetition is confirmed, as a
    /// person would do.
    /// </summary>
    public async Task SubmitAsync()
    {
        Expect("409");
        await FillAsync();
        await SendAsync();
        await Assertions.Expect(Page.Locator("#confirm-repeat, .timeline, #receipt").First).ToBeVisibleAsync();
        if (await Page.Locator("#confirm-repeat").IsVisibleAsync())
        {
            await Page.Locator("#confirm-repeat").ClickAsync();
        }
    }

    /// <summary>Presses submit and, where the page shows everything once more, sends it. A counter sends at once.</summary>
    public async Task SendAsync()
    {
        await Page.Locator("#submit-request").ClickAsync();
        if (new Uri(Page.Url).AbsolutePath == "/pass")
        {
            await Page.Locator("#send-request").ClickAsync();
        }
    }

    /// <summary>Empties the form that is shown, when it has what another test of this person has left in it.</summary>
    public async Task StartAgainAsync()
    {
        await Assertions.Expect(Page.Locator("#submit-request")).ToBeVisibleAsync();
        var again = Page.Locator("#start-again");
        if (await again.IsVisibleAsync())
        {
            await again.ClickAsync();
            await Assertions.Expect(again).ToBeHiddenAsync();
        }
    }

    /// <summary>Waits until the service worker of the site serves this page.</summary>
    // The page's policy forbids eval, which WaitForFunctionAsync needs when it has to ask again.
    public async Task WorkedAsync() => await Page.EvaluateAsync("""
        () => navigator.serviceWorker.controller
          ? null
          : new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", () => done(null), { once: true }))
        """);

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
        Path = Path.Combine(PictureFolder, $"{name}.png"),
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

    [GeneratedRegex("^__Host-")]
    private static partial Regex Access();

    [GeneratedRegex("^__")]
    private static partial Regex Token();

    private bool IsOwn(string url) =>
        url.StartsWith($"{_origin}/", StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal)
        || url.StartsWith($"blob:{_origin}/", StringComparison.Ordinal) || url == "about:blank";
}
