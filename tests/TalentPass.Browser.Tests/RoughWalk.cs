namespace TalentPass.Browser.Tests;

/// <summary>One step of a walk through a page.</summary>
/// <param name="Name">What the person does.</param>
/// <param name="Ready">Brings the page to where the step begins.</param>
/// <param name="Go">Does the step, without waiting for its end.</param>
/// <param name="Done">What is to be seen when the step is done.</param>
public sealed record RoughStep(string Name, Func<Task> Ready, Func<Task> Go, Func<string> Done)
{
    public RoughStep(string name, Func<Task> ready, Func<Task> go, string done) : this(name, ready, go, () => done)
    {
    }

    /// <summary>How a person goes on when the page has said what happened and shows no button for it. The step itself by default.</summary>
    public Func<Task>? Again { get; init; }

    /// <summary>A field and what was typed into it, which stays there until the page says that the step is done.</summary>
    public (string Field, string Text)? Typed { get; init; }

    /// <summary>How often the app has done the step so far.</summary>
    public Func<Task<int>>? Count { get; init; }

    /// <summary>The beginning of the calls that are disturbed, where another step has the same calls after them; all calls by default.</summary>
    public string Only { get; init; } = "";

    /// <summary>Where the page says what happened.</summary>
    public string Says { get; init; } = ".alert:visible";
}

/// <summary>
/// Walks through a page, first to learn its calls, and then again for each of them and each mishap. Every time the page says what
/// happened or overcomes it, keeps what was typed, and can be used to the end; and the app has done everything once.
/// </summary>
public sealed class RoughWalk
{
    // The page's deadlines come when the test says so, and its pauses before a repetition and before a draft is saved are short: nobody
    // waits for them. What the page asks again and again by itself is asked once.
    private const string Clocks = """
        (() => {
          const [often, later] = [setInterval, setTimeout];
          setTimeout = (run, ms, ...rest) => later(run, ms === 400 || ms === 1000 ? 1 : ms, ...rest);
          setInterval = (run, ms, ...rest) => (ms >= 10_000 ? 0 : often(run, ms, ...rest));
          const open = new Set();
          AbortSignal.timeout = () => {
            const one = new AbortController();
            open.add(one);
            return one.signal;
          };
          addEventListener("deadlines", () => {
            open.forEach(each => each.abort(new DOMException("", "TimeoutError")));
            open.clear();
          });
        })();
        """;

    private readonly Visitor _visitor;
    private readonly RoughLine _line;
    private readonly List<string> _wrong = [];

    private RoughWalk(Visitor visitor, RoughLine line) => (_visitor, _line) = (visitor, line);

    /// <summary>Begins a walk of a visitor who has not opened a page yet.</summary>
    public static async Task<RoughWalk> BeginAsync(Visitor visitor, RoughLine line)
    {
        visitor.Expect("Failed to load resource");
        await visitor.Page.AddInitScriptAsync(Clocks);
        return new(visitor, line);
    }

    /// <summary>Lets the deadlines of all open calls pass.</summary>
    public Task PassDeadlinesAsync() => _visitor.Page.EvaluateAsync("dispatchEvent(new Event('deadlines'))");

    /// <summary>Walks the steps and fails with everything that went wrong.</summary>
    public async Task WalkAsync(params IEnumerable<RoughStep> steps)
    {
        foreach (var step in steps)
        {
            await step.Ready();
            _line.TakeCalls();
            await OnceAsync(step);
            var calls = _line.TakeCalls().Where(call => call.StartsWith(step.Only, StringComparison.Ordinal)).ToList();
            Assert.True(calls.Count > 0, $"{step.Name}: no call was made.");
            foreach (var (call, mishap) in calls.SelectMany(call => MishapsOf(call).Select(mishap => (call, mishap))))
            {
                await TryAsync($"{step.Name}: {call} {mishap}", () => RoughlyAsync(step, call, mishap));
            }
        }

        Assert.True(_wrong.Count == 0, string.Join("\n\n", _wrong));
    }

    // Whether the app has seen a call that only reads makes no difference.
    private static Mishap[] MishapsOf(string call) => IsRead(call) ? [Mishap.LostBefore, Mishap.Held] : Enum.GetValues<Mishap>();

    private static bool IsRead(string call) => call.StartsWith("GET ", StringComparison.Ordinal);

    private async Task OnceAsync(RoughStep step)
    {
        var before = step.Count is null ? 0 : await step.Count();
        await step.Go();
        await Assertions.Expect(Done(step)).ToBeVisibleAsync();
        await CountAsync(step, before);
    }

    private async Task RoughlyAsync(RoughStep step, string call, Mishap mishap)
    {
        await step.Ready();
        var before = step.Count is null ? 0 : await step.Count();
        var struck = _line.Disturb(call, mishap);
        await step.Go();
        var said = _visitor.Page.Locator(step.Says);
        await struck.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        if (mishap == Mishap.Held)
        {
            await PassDeadlinesAsync();
        }

        await Assertions.Expect(said.Or(Done(step)).First).ToBeVisibleAsync();
        if (step.Typed is var (field, text) && !await Done(step).Or(_visitor.Page.Locator(".done")).First.IsVisibleAsync())
        {
            await Assertions.Expect(_visitor.Page.Locator(field).First).ToHaveValueAsync(text);
        }

        _line.Mend();
        await SettleAsync();
        if (!await Done(step).IsVisibleAsync())
        {
            await GoOnAsync(step);
        }

        await Assertions.Expect(Done(step)).ToBeVisibleAsync();
        await CountAsync(step, before);
    }

    // What failed together is tried again together.
    private async Task GoOnAsync(RoughStep step)
    {
        var again = await _visitor.Page.Locator("[data-retry]:visible").ElementHandlesAsync();
        foreach (var each in again)
        {
            await each.ClickAsync();
        }

        if (again.Count == 0)
        {
            await (step.Again ?? step.Go)();
        }
    }

    // The page has its answers, and those to what it has asked because of them.
    private async Task SettleAsync()
    {
        for (var rounds = 0; rounds < 2; rounds++)
        {
            await _line.SettledAsync();
            await _visitor.Page.EvaluateAsync("() => new Promise(next => requestAnimationFrame(() => setTimeout(next)))");
        }
    }

    private async Task TryAsync(string what, Func<Task> run)
    {
        try
        {
            await run();
        }
        catch (Exception thrown) when (thrown is PlaywrightException or TimeoutException or Xunit.Sdk.XunitException)
        {
            _wrong.Add($"{what}: {thrown.Message}");
            await _visitor.KeepPictureAsync($"rough-{_wrong.Count}");
        }
        finally
        {
            _line.Mend();
        }
    }

    private static async Task CountAsync(RoughStep step, int before)
    {
        if (step.Count is not null)
        {
            Assert.Equal(before + 1, await step.Count());
        }
    }

    private ILocator Done(RoughStep step) => _visitor.Page.Locator(step.Done()).First;
}
