using System.Text;

namespace TalentPass.Functions.Http;

/// <summary>Which text the API takes: well-formed Unicode without control characters other than tab and line ends.</summary>
public static class WireText
{
    /// <summary>Whether the text may enter.</summary>
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

    /// <summary>The length as people and JSON Schema count: in code points, so that 𬭎 is one.</summary>
    public static int Length(string text) => text.EnumerateRunes().Count();

    // Storage refuses NUL and logs break on the others; U+FFFE and U+FFFF are no characters at all.
    private static bool IsControl(int value) =>
        value is (< 0x20 and not '\t' and not '\n' and not '\r') or (>= 0x7F and < 0xA0) or 0xFFFE or 0xFFFF;
}
