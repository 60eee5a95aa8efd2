namespace TalentPass.Browser.Tests;

/// <summary>
/// A hand scanner at a visitor's computer. It types what it reads as keys of a keyboard of the United States. Each key carries its
/// own time, so the speed does not depend on the machine that runs the tests.
/// </summary>
internal sealed class HandScanner
{
    private const int Shift = 8;
    private const string Digits = ")!@#$%^&*(";

    private readonly ICDPSession _keys;
    private double _now;

    private HandScanner(ICDPSession keys) => _keys = keys;

    public static async Task<HandScanner> PlugInAsync(Visitor visitor) =>
        new(await visitor.Page.Context.NewCDPSessionAsync(visitor.Page)) { _now = Seconds };

    private static double Seconds => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0;

    /// <summary>Types a text and the key at its end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="end">Enter, Tab, or nothing.</param>
    /// <param name="apart">The time between two keys, in milliseconds.</param>
    /// <param name="after">The time since the last text, in milliseconds.</param>
    /// <param name="capsLock">Whether the computer's Caps Lock turns the case of letters round.</param>
    public async Task ReadAsync(string text, string end = "Enter", int apart = 30, int after = 5000, bool capsLock = false)
    {
        _now = Math.Max(Seconds, _now) + after / 1000.0;
        var sent = new List<Task>();
        foreach (var character in text)
        {
            var key = capsLock && char.IsAsciiLetter(character) ? (char)(character ^ 0x20) : character;
            var (code, isShifted) = KeyOf(character);
            sent.AddRange(Press($"{key}", code, $"{key}", isShifted ? Shift : 0));
            _now += apart / 1000.0;
        }

        if (end.Length > 0)
        {
            sent.AddRange(Press(end, end, end == "Enter" ? "\r" : "", 0));
        }

        await Task.WhenAll(sent);
    }

    /// <summary>Types a text through an input method: each character arrives as text, without a key.</summary>
    public async Task ReadThroughInputMethodAsync(string text)
    {
        List<Task> sent = [.. text.Select(each => _keys.SendAsync("Input.insertText", new() { ["text"] = $"{each}" }))];
        sent.AddRange(Press("Enter", "Enter", "\r", 0));
        await Task.WhenAll(sent);
    }

    private IEnumerable<Task> Press(string key, string code, string text, int modifiers)
    {
        foreach (var type in new[] { "keyDown", "keyUp" })
        {
            yield return _keys.SendAsync("Input.dispatchKeyEvent", new()
            {
                ["type"] = type,
                ["key"] = key,
                ["code"] = code,
                ["text"] = type == "keyDown" ? text : "",
                ["modifiers"] = modifiers,
                ["windowsVirtualKeyCode"] = key switch { "Enter" => 13, "Tab" => 9, " " => 32, _ => 0 },
                ["timestamp"] = _now,
            });
        }
    }

    private static (string Code, bool IsShifted) KeyOf(char character) => character switch
    {
        _ when char.IsAsciiLetter(character) => ($"Key{char.ToUpperInvariant(character)}", char.IsAsciiLetterUpper(character)),
        _ when char.IsAsciiDigit(character) => ($"Digit{character}", false),
        _ when Digits.IndexOf(character, StringComparison.Ordinal) is var digit and >= 0 => ($"Digit{digit}", true),
        ' ' => ("Space", false),
        '+' => ("Equal", true),
        '-' => ("Minus", false),
        '.' => ("Period", false),
        '/' => ("Slash", false),
        ':' => ("Semicolon", true),
        '?' => ("Slash", true),
        ']' => ("BracketRight", false),
        _ => ("", false),
    };
}
