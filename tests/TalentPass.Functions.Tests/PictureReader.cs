using System.ComponentModel;
using System.Diagnostics;

namespace TalentPass.Functions.Tests;

/// <summary>A reader of QR pictures that shares nothing with ours (ZBar).</summary>
public static class PictureReader
{
    /// <summary>The text in each of the pictures. Without a reader the test is skipped with the repair; in CI it fails.</summary>
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
