namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// Base45 (RFC 9285): two bytes become three characters that the alphanumeric mode of QR codes has. Works on spans and
/// allocates nothing.
/// </summary>
public static class Base45
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    // The value of a character, at the index character − 32; 255 for characters that are not in the alphabet.
    private static ReadOnlySpan<byte> Values =>
    [
        36, 255, 255, 255, 37, 38, 255, 255, 255, 255, 39, 40, 255, 41, 42, 43,
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 44, 255, 255, 255, 255, 255,
        255, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35,
    ];

    /// <summary>The number of characters for <paramref name="bytes"/> bytes.</summary>
    public static int EncodedLength(int bytes) => bytes / 2 * 3 + bytes % 2 * 2;

    /// <summary>
    /// Encodes into <paramref name="text"/>. The caller provides at least <see cref="EncodedLength"/> characters; with fewer, the
    /// method throws.
    /// </summary>
    /// <returns>The number of characters written.</returns>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<char> text)
    {
        var at = 0;
        var i = 0;
        for (; i + 1 < bytes.Length; i += 2)
        {
            var value = bytes[i] << 8 | bytes[i + 1];
            text[at++] = Alphabet[value % 45];
            text[at++] = Alphabet[value / 45 % 45];
            text[at++] = Alphabet[value / 2025];
        }

        if (i < bytes.Length)
        {
            text[at++] = Alphabet[bytes[i] % 45];
            text[at++] = Alphabet[bytes[i] / 45];
        }

        return at;
    }

    /// <summary>
    /// Decodes into <paramref name="bytes"/>. False for characters outside the alphabet, for a group above 65535 (or above 255 in
    /// a final pair), for a single character at the end, and when <paramref name="bytes"/> is too small.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes, out int written)
    {
        written = 0;
        var needed = text.Length / 3 * 2 + (text.Length % 3 == 2 ? 1 : 0);
        if (text.Length % 3 == 1 || needed > bytes.Length)
        {
            return false;
        }

        var at = 0;
        var i = 0;
        for (; i + 2 < text.Length; i += 3)
        {
            var value = Value(text[i]) + Value(text[i + 1]) * 45 + Value(text[i + 2]) * 2025;
            if (value > 0xFFFF)
            {
                return false;
            }

            bytes[at++] = (byte)(value >> 8);
            bytes[at++] = (byte)value;
        }

        if (i < text.Length)
        {
            var value = Value(text[i]) + Value(text[i + 1]) * 45;
            if (value > 0xFF)
            {
                return false;
            }

            bytes[at++] = (byte)value;
        }

        written = at;
        return true;
    }

    // An unknown character gets a value above the limit of any group, so the range check refuses the group.
    private static int Value(char character)
    {
        var index = character - 32;
        var value = (uint)index < (uint)Values.Length ? Values[index] : (byte)255;
        return value == 255 ? 0x10000 : value;
    }
}
