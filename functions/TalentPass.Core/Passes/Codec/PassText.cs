namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// The text in the QR code: <c>TP1:</c>, then the code in Base45. All characters are in the alphanumeric set of QR codes.
/// </summary>
public static class PassText
{
    /// <summary>The first characters of every code.</summary>
    public const string Prefix = "TP1:";

    /// <summary>The longest text in characters. A longer text is refused before it is read.</summary>
    public const int MaxLength = 400;

    /// <summary>The most bytes a text of <see cref="MaxLength"/> can carry.</summary>
    public const int MaxBytes = (MaxLength - 4) / 3 * 2;

    /// <summary>Writes a code as text.</summary>
    public static string From(ReadOnlySpan<byte> code)
    {
        Span<char> text = stackalloc char[MaxLength];
        Prefix.CopyTo(text);
        var length = Prefix.Length + Base45.Encode(code, text[Prefix.Length..]);
        return new string(text[..length]);
    }

    /// <summary>Reads a text into at most <see cref="MaxBytes"/> bytes. A refusal allocates nothing.</summary>
    /// <returns>
    /// <see cref="PassReason.Accepted"/>, <see cref="PassReason.TooLong"/>, <see cref="PassReason.Prefix"/> or
    /// <see cref="PassReason.Base45"/>.
    /// </returns>
    public static PassReason Read(ReadOnlySpan<char> text, Span<byte> code, out int written)
    {
        written = 0;
        return text.Length > MaxLength ? PassReason.TooLong
            : !text.StartsWith(Prefix, StringComparison.Ordinal) ? PassReason.Prefix
            : !Base45.TryDecode(text[Prefix.Length..], code, out written) ? PassReason.Base45
            : PassReason.Accepted;
    }
}
