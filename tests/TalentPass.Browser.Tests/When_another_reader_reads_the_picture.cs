using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using TalentPass.Core.Passes;
using TalentPass.Core.Tests.Passes;

namespace TalentPass.Browser.Tests;

/// <summary>The pictures of codes, 160 pixels wide as on a small phone, before a reader that shares nothing with ours (ZBar).</summary>
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
    public async Task It_reads_every_one(PassProfile profile, int version, int length)
    {
        var city = new PassCity(seed: 160);
        var texts = Enumerable.Range(0, Codes).Select(i => profile == PassProfile.Show ? city.Show() : city.Holder(PassCity.Now.AddSeconds(i))).ToArray();
        Assert.All(texts, text => Assert.InRange(text.Length, length - 3, length));
        var files = texts.Select((text, i) => Keep(PassPicture.Png(text, profile, 1), 17 + 4 * version, $"{i:d3}.pgm")).ToArray();
        Assert.Equal(texts, await ReadAsync(files));
    }

    private string Keep(byte[] png, int modules, string name)
    {
        var whole = modules + 2 * QuietZone;
        Assert.Equal(whole, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        var file = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(file, [.. Encoding.ASCII.GetBytes($"P5 {Side} {Side} 255\n"), .. Shrink(Modules(png, whole), whole)]);
        return file;
    }

    // Each pixel is the mean of what it covers: modules do not fall on pixels, as on any real screen.
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

    // The product's PNG: grey, one bit a pixel, no filter (RFC 2083).
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

    private static async Task<string[]> ReadAsync(string[] files)
    {
        try
        {
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", .. files])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = zbar.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await zbar.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await zbar.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(zbar.ExitCode == 0, await errors);
            return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("There is no zbarimg: install it (Debian: apt-get install zbar-tools).");
            throw;
        }
    }
}
