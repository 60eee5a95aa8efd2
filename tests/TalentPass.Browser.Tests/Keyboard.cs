using System.Text.Json;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A visitor who has only the keyboard. After each key the focus is on something, and it can be seen where.
/// </summary>
public sealed class Keyboard(Visitor visitor)
{
    private const string Focus = """
        () => {
          const at = document.activeElement;
          const box = at.getBoundingClientRect();
          return {
            isSomewhere: at !== document.body && at.isConnected,
            // The parts of a date show the focus themselves. The whole page needs no frame.
            isVisible: box.width > 0 && box.height > 0 && (at.type === "date" || at.matches("main") || (at.matches(":focus-visible") && getComputedStyle(at).outlineStyle !== "none")),
            name: `${at.tagName} #${at.id} ${at.className} ${at.textContent.slice(0, 40)}`,
            field: at.closest("[data-name]")?.dataset.name ?? null,
            kind: at.type ?? "",
            isEmpty: (at.value ?? "") === "",
          };
        }
        """;

    private const int MostStops = 120;

    private readonly IPage _page = visitor.Page;

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => _page.Keyboard.PressAsync(key);

    /// <summary>Types a text as fast as a quick person, who is slower than a hand scanner.</summary>
    public Task TypeAsync(string text) => _page.Keyboard.TypeAsync(text, new() { Delay = 100 });

    /// <summary>Goes with Tab to the first control that the selector names.</summary>
    public async Task GoToAsync(string selector, string key = "Tab")
    {
        for (var stops = 0; stops < MostStops; stops++)
        {
            if (await _page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                await SeenAsync(selector);
                return;
            }

            await _page.Keyboard.PressAsync(key);
            await SeenAsync($"on the way to {selector}");
        }

        Assert.Fail($"No Tab leads to {selector} at {_page.Url}.");
    }

    /// <summary>Fills the empty fields on the way to a control, and stops there.</summary>
    public async Task FillAsync(string selector, JsonElement answers)
    {
        for (var stops = 0; stops < MostStops; stops++)
        {
            if (await _page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            var focus = await SeenAsync(selector);
            if (focus.GetProperty("field").GetString() is { } name && focus.GetProperty("isEmpty").GetBoolean() && answers.TryGetProperty(name, out var answer))
            {
                await AnswerAsync(focus.GetProperty("kind").GetString()!, $"{answer}");
            }

            await _page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"No Tab leads to {selector} at {_page.Url}.");
    }

    /// <summary>Fails unless the focus is there, and can be seen.</summary>
    public async Task IsAtAsync(string selector)
    {
        await Assertions.Expect(_page.Locator(selector).First).ToBeFocusedAsync();
        await SeenAsync(selector);
    }

    private async Task AnswerAsync(string kind, string answer)
    {
        switch (kind)
        {
            case "date":
                // The browser has a part for the month, the day and the year each, and goes on by itself.
                var parts = answer.Split('-');
                await TypeAsync(parts[1] + parts[2] + parts[0]);
                Assert.Equal(answer, await _page.EvaluateAsync<string>("document.activeElement.value"));
                break;
            case "select-one":
                await _page.Keyboard.PressAsync("ArrowDown");
                break;
            case "checkbox":
                await _page.Keyboard.PressAsync("Space");
                break;
            default:
                await _page.Keyboard.InsertTextAsync(answer);
                break;
        }
    }

    private async Task<JsonElement> SeenAsync(string what)
    {
        var focus = await _page.EvaluateAsync<JsonElement>(Focus);
        Assert.True(focus.GetProperty("isSomewhere").GetBoolean(), $"{what}: nothing has the focus at {_page.Url}.");
        Assert.True(focus.GetProperty("isVisible").GetBoolean(), $"{what}: the focus cannot be seen at {focus.GetProperty("name").GetString()}.");
        return focus;
    }
}
