using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Identity;

/// <summary>
/// The number of an electronic certificate (电子证照标识, GB/T 36904):
/// <c>1.2.156.3005.2.type.issuer.serial.version.check</c>. The type has 21 characters: the credit code (统一社会信用代码) of
/// the body that defines the certificate, and three digits. The issuer is a credit code, too; some certificates in use have a
/// six-digit area code there instead.
/// </summary>
public sealed record ECertificateNumber
{
    /// <summary>The beginning of the number of every electronic certificate.</summary>
    public const string Root = "1.2.156.3005.2";

    private const int MaxSerial = 32;
    private readonly string[] _parts;

    private ECertificateNumber(string[] parts) => _parts = parts;

    /// <summary>The whole number with its dots. It is personal data when the certificate belongs to a person.</summary>
    public string Value => $"{Root}.{string.Join('.', _parts)}";

    /// <summary>The kind of certificate, 21 characters.</summary>
    public string Type => _parts[0];

    /// <summary>The issuer: a credit code of 18 characters or an area code of 6 digits.</summary>
    public string Issuer => _parts[1];

    /// <summary>The issuer's serial number, 1–32 characters.</summary>
    public string Serial => _parts[2];

    /// <summary>The version, 1–999. A renewed certificate has the next version.</summary>
    public int Version => int.Parse(_parts[3], CultureInfo.InvariantCulture);

    /// <summary>The check character: ISO/IEC 7064 MOD 37,36 over the four parts before it, without dots.</summary>
    public char Check => _parts[4][0];

    /// <summary>Reads a number that a person typed or scanned.</summary>
    /// <param name="text">The typed text.</param>
    /// <param name="number">The number, when it is valid.</param>
    /// <param name="error">One of <see cref="ValidationCodes"/>, when it is not valid.</param>
    public static bool TryParse(
        string? text, [NotNullWhen(true)] out ECertificateNumber? number, [NotNullWhen(false)] out string? error)
    {
        var clean = TypedNumber.Clean(text);
        number = null;
        if (clean.Length == 0)
        {
            error = ValidationCodes.Required;
            return false;
        }

        if (!clean.StartsWith(Root + ".", StringComparison.Ordinal))
        {
            error = ValidationCodes.InvalidStructure;
            return false;
        }

        var parts = clean[(Root.Length + 1)..].Split('.');
        error = FindFault(parts);
        number = error is null ? new ECertificateNumber(parts) : null;
        return error is null;
    }

    /// <summary>Reads a number that the caller knows to be valid.</summary>
    /// <exception cref="FormatException">The number is not valid. The message is the code of the fault.</exception>
    public static ECertificateNumber Parse(string? text) =>
        TryParse(text, out var number, out var error) ? number : throw new FormatException(error);

    /// <inheritdoc/>
    public bool Equals(ECertificateNumber? other) => other is not null && _parts.SequenceEqual(other._parts);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>
    /// The number with all but the last two characters of the serial number masked. The serial number identifies a person.
    /// </summary>
    public override string ToString() =>
        $"{Root}.{Type}.{Issuer}.{TypedNumber.MaskAllBut(Serial, 2)}.{_parts[3]}.{Check}";

    private static string? FindFault(string[] parts)
    {
        if (parts.Length != 5)
        {
            return ValidationCodes.InvalidStructure;
        }

        if (!parts.All(part => TypedNumber.IsAlphanumeric(part)))
        {
            return ValidationCodes.InvalidCharacters;
        }

        if (parts is not [{ Length: 21 } type, { Length: 6 or 18 } issuer, { Length: >= 1 and <= MaxSerial }, { Length: 3 } version, { Length: 1 } check])
        {
            return ValidationCodes.InvalidLength;
        }

        if (!TypedNumber.IsDigits(type.AsSpan(18)) || !TypedNumber.IsDigits(version) || version == "000"
            || !Uscc.TryParse(type[..18], out _, out _) || !IsIssuer(issuer))
        {
            return ValidationCodes.InvalidStructure;
        }

        return Mod37.CheckCharacter(string.Concat(parts.AsSpan(0, 4))) == check[0] ? null : ValidationCodes.InvalidCheckDigit;
    }

    private static bool IsIssuer(string issuer) =>
        issuer.Length == 18 ? Uscc.TryParse(issuer, out _, out _) : TypedNumber.IsDigits(issuer);
}
