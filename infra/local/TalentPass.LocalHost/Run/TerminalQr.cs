using QRCoder;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace TalentPass.LocalHost.Run;

/// <summary>Draws a QR code with half-block characters: two modules, one above the other, in each character.</summary>
internal static class TerminalQr
{
    /// <summary>Draws the text with error correction level M, as screens show a code.</summary>
    /// <param name="text">The text that a scanner reads.</param>
    /// <param name="colours">True draws black on white, whatever colours the terminal has; false draws light on dark.</param>
    /// <param name="width">The number of columns it takes.</param>
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
