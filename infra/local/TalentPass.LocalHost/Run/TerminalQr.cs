using QRCoder;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalentPass.LocalHost.Run;

/// <summary>A QR code of half-block characters, two modules a character.</summary>
internal static class TerminalQr
{
    /// <summary>Draws the text at error correction M, as screens show a code.</summary>
    /// <param name="text">What a scanner reads.</param>
    /// <param name="colours">With colours it is black on white whatever the terminal's; without, light on dark.</param>
    /// <param name="width">How many columns it takes.</param>
    public static IRenderable Draw(string text, bool colours, out int width)
    {
        using var data = new QRCodeGenerator().CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        width = data.ModuleMatrix.Count;
        using var code = new AsciiQRCode(data);
        return colours
            ? new Text(code.GetGraphicSmall(invert: true), new Style(Color.Black, Color.White))
            : new Text(code.GetGraphicSmall());
    }
}
