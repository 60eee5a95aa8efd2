namespace TalentPass.Core.Passes.Codec;

/// <summary>The text inside the QR picture: <c>TP1:</c> and Base45, all of it in the QR alphanumeric set.</summary>
public static class PassText
{
    /// <summary>What every code begins with.</summary>
    public const string Prefix = "TP1:";

    /// <summary>A longer text is refused unread.</summary>
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

    /// <summary>Reads a text back into at most <see cref="MaxBytes"/> bytes. Refusals allocate nothing.</summary>
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
