namespace TalentPass.Browser.Tests;

/// <summary>A device whose clock is hours wrong is signed in and out by the server's time.</summary>
public sealed class When_the_clock_of_a_device_is_wrong(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Theory]
    [InlineData(8)]
    [InlineData(-8)]
    public async Task Somebody_signs_in_and_stays_signed_in(int hours)
    {
        var talent = await ArriveAsync();
        await talent.Page.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddHours(hours).UtcDateTime);
        await talent.SignInAsync("/pass", "li-wei");
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
        await talent.Page.ReloadAsync();
        await Assertions.Expect(talent.Page.Locator(".picture svg")).ToBeVisibleAsync();
    }
}
