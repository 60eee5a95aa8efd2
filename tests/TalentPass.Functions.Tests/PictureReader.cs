using System.ComponentModel;
using System.Diagnostics;

namespace TalentPass.Functions.Tests;

/// <summary>Reads QR pictures with ZBar, which is independent of the app's own QR code.</summary>
public static class PictureReader
{
    /// <summary>
    /// Reads the text in each picture. If ZBar is not installed, the test is skipped with a hint how to install it; in CI the
    /// test fails.
    /// </summary>
    public static async Task<string[]> ReadAsync(params string[] files)
    {
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", .. files])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var errors = zbar.StandardError.ReadToEndAsync(cancel);
            var output = await zbar.StandardOutput.ReadToEndAsync(cancel);
            await zbar.WaitForExitAsync(cancel);
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
