using QRCoder;

namespace TalentPass.Browser.Tests;

/// <summary>The page and the library QRCoder draw the same QR code. The test compares every module.</summary>
public sealed class When_the_phone_draws_the_code(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(93)]
    [InlineData(187)]
    [InlineData(188)]
    [InlineData(221)]
    [InlineData(354)]
    [InlineData(419)]
    public async Task It_is_what_QRCoder_draws(int length)
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/");
        // The text begins with letters, as every code does. For a text of digits only, QRCoder would use numeric mode.
        var text = ("TP1:" + string.Concat(Enumerable.Range(0, length).Select(each => Characters[(each * each + 7 * each) % Characters.Length])))[..length];
        var drawn = await visitor.Page.EvaluateAsync<string[]>(
            "async text => (await import('/assets/pass/qr.js')).modules(text).map(row => row.map(dark => dark ? '#' : '.').join(''))", text);

        using var expected = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        Assert.Equal(Rows(expected), drawn);
    }

    [Theory]
    [InlineData("https://talent.example.test/progress#/?number=7HJQ-K2M4-X0AB-3DEF-5&shortCode=9WXYZ012")]
    [InlineData("http://localhost:7071/progress#/?number=7HJQ-K2M4-X0AB-3DEF-5&shortCode=9WXYZ012")]
    public async Task An_address_is_drawn_as_QRCoder_draws_it(string address)
    {
        var visitor = await ArriveAsync();
        await visitor.Page.GotoAsync("/");
        var drawn = await visitor.Page.EvaluateAsync<string[]>(
            "async text => (await import('/assets/pass/qr.js')).modules(text).map(row => row.map(dark => dark ? '#' : '.').join(''))", address);

        using var expected = QRCodeGenerator.GenerateQrCode(System.Text.Encoding.UTF8.GetBytes(address), QRCodeGenerator.ECCLevel.M);
        Assert.Equal(Rows(expected), drawn);
    }

    private static IEnumerable<string> Rows(QRCodeData data) => data.ModuleMatrix.Skip(4).SkipLast(4)
        .Select(row => string.Concat(row.Cast<bool>().Skip(4).SkipLast(4).Select(dark => dark ? '#' : '.')));
}
