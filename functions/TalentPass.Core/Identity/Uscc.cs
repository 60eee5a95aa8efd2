using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// A unified social credit code (统一社会信用代码, GB 32100-2015): 18 characters without I, O, S, V, Z. Characters 3–8 are
/// digits and give the area. The code identifies an organisation and is public, so it is not masked.
/// </summary>
public sealed record Uscc
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static readonly SearchValues<char> _characters = SearchValues.Create(Alphabet);

    private Uscc(string value) => Value = value;

    /// <summary>The code in upper case.</summary>
    public string Value { get; }

    // The weight at position i is 3^(i-1) mod 31 (GB 32100).
    private static ReadOnlySpan<byte> Weights => [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

    /// <summary>Computes the check character of the first 17 characters.</summary>
    /// <exception cref="ArgumentException">The body does not have 17 characters of the alphabet.</exception>
    public static char CheckCharacter(ReadOnlySpan<char> body)
    {
        if (body.Length != 17 || body.ContainsAnyExcept(_characters))
        {
            throw new ArgumentException("Seventeen characters of GB 32100 are needed.", nameof(body));
        }

        var sum = 0;
        for (var i = 0; i < body.Length; i++)
        {
            sum += Weights[i] * Alphabet.IndexOf(body[i], StringComparison.Ordinal);
        }

        return Alphabet[(31 - sum % 31) % 31];
    }

    /// <summary>Reads a code that a person typed.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="code">The code, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Uscc? code, [NotNullWhen(false)] out string? error)
    {
        var value = TypedNumber.Clean(text);
        error = value.Length == 0 ? ValidationCodes.Required
            : value.Length != 18 ? ValidationCodes.InvalidLength
            : value.AsSpan().ContainsAnyExcept(_characters) ? ValidationCodes.InvalidCharacters
            : !TypedNumber.IsDigits(value.AsSpan(2, 6)) ? ValidationCodes.InvalidStructure
            : CheckCharacter(value.AsSpan(0, 17)) != value[17] ? ValidationCodes.InvalidCheckDigit
            : null;
        code = error is null ? new Uscc(value) : null;
        return error is null;
    }

    /// <summary>Reads a code that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The code is not valid. The message is the code of the fault.</exception>
    public static Uscc Parse(string? text) =>
        TryParse(text, out var code, out var error) ? code : throw new FormatException(error);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
