using System.Text;
using QRCoder;

namespace TalentPass.Browser.Tests;

/// <summary>
/// A film of a QR code that Chromium shows instead of a camera's picture (YUV4MPEG2). Each picture is grey with the code in its
/// middle, and moves a little from one picture to the next, as in a hand.
/// </summary>
internal static class CameraFilm
{
    private const int Width = 640;
    private const int Height = 480;
    private const int Module = 7;
    private const int Pictures = 4;
    private const byte Black = 30;
    private const byte White = 220;
    private const byte Grey = 128;

    /// <summary>Writes the film of a code to a file.</summary>
    public static async Task WriteAsync(string path, string code)
    {
        using var symbol = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.M);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var film = File.Create(path);
        await film.WriteAsync(Encoding.ASCII.GetBytes($"YUV4MPEG2 W{Width} H{Height} F10:1 Ip A1:1 C420jpeg\n"));
        for (var picture = 0; picture < Pictures; picture++)
        {
            await film.WriteAsync("FRAME\n"u8.ToArray());
            await film.WriteAsync(Luminance(symbol, picture));
            await film.WriteAsync(Enumerable.Repeat(Grey, Width * Height / 2).ToArray());
        }
    }

    private static byte[] Luminance(QRCodeData symbol, int shift)
    {
        var size = symbol.ModuleMatrix.Count;
        var (left, top) = ((Width - size * Module) / 2 + shift, (Height - size * Module) / 2 - shift);
        var pixels = Enumerable.Repeat(Grey, Width * Height).ToArray();
        for (var y = 0; y < size * Module; y++)
        {
            for (var x = 0; x < size * Module; x++)
            {
                pixels[(top + y) * Width + left + x] = symbol.ModuleMatrix[y / Module][x / Module] ? Black : White;
            }
        }

        return pixels;
    }
}
