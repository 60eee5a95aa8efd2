using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>
/// ZBar, an independent QR reader, reads the pictures of our codes. The pictures are 160 pixels wide, as on a small phone
/// or on a card.
/// </summary>
public sealed class When_another_reader_reads_the_picture : IDisposable
{
    private const int Side = 160;
    private const int Codes = 200;
    private const int QuietZone = 4;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("talentpass-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(PassProfile.Show, 8, 187)]
    [InlineData(PassProfile.Holder, 11, 354)]
    [InlineData(PassProfile.Card, 10, 195)]
    public async Task It_reads_every_one(PassProfile profile, int version, int length)
    {
        var city = new PassCity(seed: 160);
        var texts = Enumerable.Range(0, Codes).Select(i => profile switch
        {
            PassProfile.Show => city.Show(),
            PassProfile.Holder => city.Holder(PassCity.Now.AddSeconds(i)),
            _ => city.Card(),
        }).ToArray();
        Assert.All(texts, text => Assert.InRange(text.Length, length - 3, length));
        var files = texts.Select((text, i) => Keep(PassPicture.Png(text, profile, 1), 17 + 4 * version, $"{i:d3}.pgm")).ToArray();
        Assert.Equal(texts, await PictureReader.ReadAsync(files));
    }

    private string Keep(byte[] png, int modules, string name)
    {
        var whole = modules + 2 * QuietZone;
        Assert.Equal(whole, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, [.. Encoding.ASCII.GetBytes($"P5 {Side} {Side} 255\n"), .. Shrink(Modules(png, whole), whole)]);
        return file;
    }

    // Scales the picture down. Each pixel is the mean of the area it covers, because the modules do not align with the
    // pixels. This is also so on a real screen.
    private static byte[] Shrink(bool[,] light, int whole)
    {
        var pixels = new byte[Side * Side];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var sum = 0.0;
                foreach (var (row, high) in Parts(y, whole))
                {
                    sum += Parts(x, whole).Sum(part => light[row, part.Module] ? high * part.Share : 0);
                }

                pixels[y * Side + x] = (byte)Math.Round(255 * sum);
            }
        }

        return pixels;
    }

    private static IEnumerable<(int Module, double Share)> Parts(int pixel, int whole)
    {
        var (from, to) = (pixel * (double)whole / Side, (pixel + 1) * (double)whole / Side);
        for (var module = (int)from; module < Math.Min(to, whole); module++)
        {
            yield return (module, (Math.Min(to, module + 1) - Math.Max(from, module)) / (to - from));
        }
    }

    // Reads the PNG that the product makes: grayscale, 1 bit per pixel, no filter (RFC 2083).
    private static bool[,] Modules(byte[] png, int whole)
    {
        using var data = new MemoryStream();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            if (png.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                data.Write(png, at + 8, length);
            }

            at += 12 + length;
        }

        data.Position = 0;
        using var zlib = new ZLibStream(data, CompressionMode.Decompress);
        var line = new byte[1 + (whole + 7) / 8];
        var light = new bool[whole, whole];
        for (var y = 0; y < whole; y++)
        {
            zlib.ReadExactly(line);
            Assert.Equal(0, line[0]);
            for (var x = 0; x < whole; x++)
            {
                light[y, x] = (line[1 + x / 8] >> (7 - x % 8) & 1) == 1;
            }
        }

        return light;
    }
}
