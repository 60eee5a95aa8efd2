using QRCoder;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Passes.Minting;

/// <summary>
/// Draws a code as a QR symbol (ISO/IEC 18004) in alphanumeric mode. Each profile has a fixed symbol version, so the picture
/// always has the same size. A text that is too long for the version is a fault and throws.
/// </summary>
public static class PassPicture
{
    /// <summary>The largest scale, in pixels per module.</summary>
    public const int MaxScale = 20;

    /// <summary>Draws a PNG with one bit per pixel and the quiet zone of four modules.</summary>
    /// <param name="text">The text for the QR code.</param>
    /// <param name="profile">The profile, which decides the size of the symbol.</param>
    /// <param name="scale">Pixels per module, 1–20.</param>
    public static byte[] Png(string text, PassProfile profile, int scale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, MaxScale);
        using var symbol = Draw(text, profile);
        using var png = new PngByteQRCode(symbol);
        return png.GetGraphic(scale);
    }

    /// <summary>Draws an SVG that scales with its container, with the quiet zone of four modules.</summary>
    /// <param name="text">The text for the QR code.</param>
    /// <param name="profile">The profile, which decides the size of the symbol.</param>
    public static string Svg(string text, PassProfile profile)
    {
        using var symbol = Draw(text, profile);
        using var svg = new SvgQRCode(symbol);
        return svg.GetGraphic(1, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute);
    }

    /// <summary>The number of modules per side, without the quiet zone: S 49, H 61, P 57.</summary>
    public static int Modules(PassProfile profile) => 17 + 4 * Symbol(profile).Version;

    private static QRCodeData Draw(string text, PassProfile profile)
    {
        var (version, level) = Symbol(profile);
        return QRCodeGenerator.GenerateQrCode(text, level, requestedVersion: version);
    }

    // Screens get error correction level M. Paper gets the stronger level Q, because a card is scratched and folded.
    private static (int Version, QRCodeGenerator.ECCLevel Level) Symbol(PassProfile profile) => profile switch
    {
        PassProfile.Show => (8, QRCodeGenerator.ECCLevel.M),
        PassProfile.Holder => (11, QRCodeGenerator.ECCLevel.M),
        PassProfile.Card => (10, QRCodeGenerator.ECCLevel.Q),
        _ => throw new ArgumentOutOfRangeException(nameof(profile)),
    };
}
