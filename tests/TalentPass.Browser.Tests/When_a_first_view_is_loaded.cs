using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TalentPass.Browser.Tests;

/// <summary>
/// What a page costs until its first view is there: at most 12 requests and 60 kB. The figures are written to
/// <c>TestResults/pages/first-views.txt</c>. The times are of a processor that is slowed six times and a line of 400 kbit/s; they
/// are printed and not judged.
/// </summary>
public sealed class When_a_first_view_is_loaded(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    protected override bool IsKept => true;

    private const int MostRequests = 12;
    private const int MostBytes = 60_000;

    [Fact]
    public async Task It_needs_few_requests_and_few_bytes_on_every_page()
    {
        var lines = new StringBuilder();
        foreach (var (path, selector) in new[]
        {
            ("/", ".door"), ("/pass", "[data-account]"), ("/hall", "[data-account]"), ("/desk", "[data-account]"), ("/progress", "#look-up"), ("/verify", "#number"),
        })
        {
            var visitor = await ArriveAsync(phone: true);
            var load = await Load.OfAsync(visitor.Page);
            await visitor.Page.GotoAsync(path);
            await Assertions.Expect(visitor.Page.Locator(selector).First).ToBeVisibleAsync();
            await visitor.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            lines.AppendLine(CultureInfo.InvariantCulture, $"{path,-10} {load.Requests,3} requests {load.Bytes,7} bytes {load.Seconds,5:0.0} s");
            Assert.True(load.Requests <= MostRequests, $"{path}: {string.Join(' ', load.Paths)}");
            Assert.True(load.Bytes <= MostBytes, $"{path}: {load.Bytes} bytes");
        }

        var talent = await ArriveAsync(phone: true);
        await talent.Page.GotoAsync("/pass");
        await Assertions.Expect(talent.Page.Locator("[data-account='li-wei']")).ToBeVisibleAsync();
        var code = await Load.OfAsync(talent.Page);
        await talent.Page.Locator("[data-account='li-wei']").ClickAsync();
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
        lines.AppendLine(CultureInfo.InvariantCulture, $"{"to a code",-10} {code.Requests,3} requests {code.Bytes,7} bytes {code.Seconds,5:0.0} s");
        Assert.True(code.Bytes <= MostBytes, $"The code: {code.Bytes} bytes, {string.Join(' ', code.Paths)}");
        await talent.WorkedAsync();
        var again = await Load.OfAsync(talent.Page);
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
        lines.AppendLine(CultureInfo.InvariantCulture, $"{"again",-10} {again.Requests,3} requests {again.Bytes,7} bytes {again.Seconds,5:0.0} s");

        var file = Path.Combine(Visitor.PictureFolder, "first-views.txt");
        await File.WriteAllTextAsync(file, lines.ToString(), TestContext.Current.CancellationToken);
    }

    /// <summary>What a page loads from now on, on a slow processor and a slow line.</summary>
    private sealed class Load
    {
        private const double LineBytesPerSecond = 400_000 / 8;
        private readonly List<string> _paths = [];
        private readonly long _begun = TimeProvider.System.GetTimestamp();
        private double _bytes;
        private long _last;

        /// <summary>The paths that were asked for.</summary>
        public IReadOnlyList<string> Paths => _paths;

        public int Requests => _paths.Count;

        public long Bytes => (long)_bytes;

        /// <summary>The seconds until the last answer was there.</summary>
        public double Seconds => TimeProvider.System.GetElapsedTime(_begun, _last).TotalSeconds;

        public static async Task<Load> OfAsync(IPage page)
        {
            var load = new Load();
            var session = await page.Context.NewCDPSessionAsync(page);
            await session.SendAsync("Network.enable");
            await session.SendAsync("Network.emulateNetworkConditions", new()
            {
                ["offline"] = false,
                ["latency"] = 100,
                ["downloadThroughput"] = LineBytesPerSecond,
                ["uploadThroughput"] = LineBytesPerSecond,
            });
            await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 6 });
            session.Event("Network.requestWillBeSent").OnEvent += (_, told) => load.Note(new Uri(Text(told, "request", "url")));
            session.Event("Network.loadingFinished").OnEvent += (_, told) =>
            {
                load._bytes += told!.Value.GetProperty("encodedDataLength").GetDouble();
                load._last = TimeProvider.System.GetTimestamp();
            };
            return load;
        }

        private void Note(Uri address)
        {
            if (address.Scheme != "data")
            {
                _paths.Add(address.AbsolutePath);
            }
        }

        private static string Text(JsonElement? told, string parent, string name) => told!.Value.GetProperty(parent).GetProperty(name).GetString()!;
    }
}
