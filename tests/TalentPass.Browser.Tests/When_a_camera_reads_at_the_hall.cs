using System.Collections.Concurrent;

namespace TalentPass.Browser.Tests;

/// <summary>
/// The camera reads a real picture of a code. This Chromium has no reader of its own, so the library in the worker reads it; it is
/// kept from then on and reads without a network too.
/// </summary>
public sealed class When_a_camera_reads_at_the_hall(ChromiumFixture chromium, SiteFixture site) : HallTest(chromium, site)
{
    protected override bool IsKept => true;

    private readonly string _film = Path.Combine(AppContext.BaseDirectory, "TestResults", "camera.y4m");

    [Fact]
    public async Task The_library_reads_the_code_and_reads_again_without_a_network()
    {
        var hall = await ArriveAsync(
            arguments: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", $"--use-file-for-fake-video-capture={_film}"]);
        hall.Expect("ERR_INTERNET_DISCONNECTED|ERR_FAILED");
        ConcurrentQueue<string> loaded = [];
        hall.Page.Context.Request += (_, request) => loaded.Enqueue(new Uri(request.Url).AbsolutePath);
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await hall.WorkedAsync();
        Assert.DoesNotContain(loaded, each => each.EndsWith(".wasm", StringComparison.Ordinal) || each.EndsWith("/ponyfill.js", StringComparison.Ordinal));

        await CameraFilm.WriteAsync(_film, await CodeOfAsync("li-wei"));
        await hall.Page.Locator("#camera").ClickAsync();
        await AssertHolderAsync(hall, "李*");
        await Assertions.Expect(hall.Page.Locator(".camera video")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync("hall-camera");
        await hall.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".camera video")).ToBeHiddenAsync();

        await hall.Page.Context.SetOfflineAsync(true);
        await hall.Page.ReloadAsync();
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await CameraFilm.WriteAsync(_film, await CodeOfAsync("wu-hong"));
        await hall.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("[data-offline='accepted']")).ToBeVisibleAsync();
        await hall.Page.Locator("#camera").ClickAsync();
        await hall.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(hall.Page.Locator("#offline")).Not.ToContainTextAsync("条");
    }

    [Fact]
    public async Task The_officer_chooses_the_camera_and_the_light_and_the_choice_is_kept()
    {
        var hall = await ArriveAsync(locale: "en-GB");
        await hall.Page.AddInitScriptAsync(
            """
            window.asked = [];
            window.lit = [];
            navigator.mediaDevices.enumerateDevices = () => Promise.resolve(["front", "back"].map(each => ({ kind: "videoinput", deviceId: each, label: each })));
            navigator.mediaDevices.getUserMedia = ({ video }) => {
              window.asked.push(JSON.stringify(video));
              const stream = document.createElement("canvas").captureStream();
              const [track] = stream.getVideoTracks();
              track.getSettings = () => ({ deviceId: video.deviceId?.ideal ?? "back" });
              track.getCapabilities = () => (track.getSettings().deviceId === "back" ? { torch: true } : {});
              track.applyConstraints = each => Promise.resolve(window.lit.push(each.advanced[0].torch));
              return Promise.resolve(stream);
            };
            HTMLMediaElement.prototype.play = () => Promise.resolve();
            """);
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#which-camera")).ToHaveValueAsync("back");
        await hall.Page.Locator("#torch").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#torch")).ToHaveAttributeAsync("aria-pressed", "true");
        await hall.CheckAccessAsync();
        await hall.Page.Locator("#which-camera").SelectOptionAsync("front");
        await Assertions.Expect(hall.Page.Locator("#torch")).ToBeHiddenAsync();
        await Assertions.Expect(hall.Page.Locator("#which-camera")).ToHaveValueAsync("front");
        await hall.Page.ReloadAsync();
        await hall.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(hall.Page.Locator("#which-camera")).ToHaveValueAsync("front");
        Assert.Equal(["{\"deviceId\":{\"ideal\":\"front\"}}"], await hall.Page.EvaluateAsync<string[]>("window.asked"));
    }

    [Fact]
    public async Task A_camera_that_nobody_may_use_is_told_and_the_hand_scanner_goes_on()
    {
        var hall = await ArriveAsync();
        await hall.Page.AddInitScriptAsync("navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('no', 'NotAllowedError'));");
        await hall.SignInAsync("/hall", "hall-1");
        await hall.Page.Locator("#camera").ClickAsync();
        await Assertions.Expect(hall.Page.Locator(".camera .alert")).ToContainTextAsync("无法使用摄像头");
        await (await HandScanner.PlugInAsync(hall)).ReadAsync(await CodeOfAsync("zhang-hui"));
        await AssertHolderAsync(hall, "张*");
    }
}
