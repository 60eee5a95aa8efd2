using System.Text;

namespace TalentPass.Functions.Http;

/// <summary>
/// Decides which text the API accepts: well-formed Unicode without control characters except tab and line ends.
/// </summary>
public static class WireText
{
    /// <summary>Whether the API accepts the text.</summary>
    public static bool IsClean(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune) || IsControl(rune.Value))
            {
                return false;
            }

            i += rune.Utf16SequenceLength;
        }

        return true;
    }

    /// <summary>The length in code points, as JSON Schema counts and as people do: 𬭎 is one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    // Storage refuses NUL, and the other control characters break log lines. U+FFFE and U+FFFF are not characters.
    private static bool IsControl(int value) =>
        value is (< 0x20 and not '\t' and not '\n' and not '\r') or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF;
}
