using System.Buffers.Text;
using System.Text.RegularExpressions;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Passes;
using TalentPass.Functions.Tests.Trust;

namespace TalentPass.Browser.Tests;

/// <summary>
/// Some codes need a check by a person. The hall's page shows them in amber, with and without a network, and says what
/// the person has to check.
/// </summary>
public sealed class When_a_person_has_to_look(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    protected override bool IsKept => true;

    private const string Document = "真码.请核对证件";
    private const string Clock = "请刷新.或核对手机时间";

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("card", Document, "身份证件")]
    [InlineData("partner", Document, "身份证件")]
    [InlineData("clock", Clock, "校准手机时间")]
    public async Task It_is_amber_and_says_so(string kind, string words, string advice)
    {
        using var phone = new Phone();
        var code = await ShowAsync(kind, phone);
        var hall = await ArriveAsync();
        hall.Expect("ERR_INTERNET_DISCONNECTED");
        await hall.SignInAsync("/hall", "hall-1");
        await Assertions.Expect(hall.Page.Locator("#offline")).ToContainTextAsync("断网时可离线核验");
        await ScanAsync(hall, code);
        await AssertAsync(hall, words, advice);
        await Assertions.Expect(hall.Page.Locator("[data-check]")).ToBeVisibleAsync();
        await hall.CheckAccessAsync();
        await hall.KeepPictureAsync($"hall-{kind}");

        await hall.Page.Context.SetOfflineAsync(true);
        await ScanAsync(hall, kind == "clock" ? phone.Show(Now.AddSeconds(-101)) : code);
        await Assertions.Expect(hall.Page.Locator("[data-offline]")).ToBeVisibleAsync();
        await AssertAsync(hall, words, advice);
    }

    private static async Task AssertAsync(Visitor hall, string words, string advice)
    {
        await Assertions.Expect(hall.Page.Locator(".outcome.amber .verdict")).ToContainTextAsync(new Regex(words));
        await Assertions.Expect(hall.Page.Locator(".outcome .advice")).ToContainTextAsync(advice);
        await Assertions.Expect(hall.Page.Locator(".outcome.green")).ToHaveCountAsync(0);
    }

    private async Task<string> ShowAsync(string kind, Phone phone)
    {
        using var city = new TestCity("330900");
        using var issuing = city.Key("H");
        var now = Now;
        switch (kind)
        {
            case "card":
                return city.Minter.Card(issuing, TestCity.Subject(1, 1, now), 7, now, TimeSpan.FromDays(300)).Text;
            case "partner":
                // The demo partners publish no status list, so the status of this credential is unknown.
                phone.Keep(Base64Url.EncodeToString(city.Minter.Credential(
                    issuing, TestCity.Subject(1, 1, now), 7, Base64Url.DecodeFromChars(phone.CompressedKey), now, TimeSpan.FromDays(1))));
                return phone.Show(now);
            default:
                using (var talent = await App.SignInAsync("li-wei"))
                {
                    await talent.PostJsonAsync("/api/v1/passes", new { });
                    phone.Keep((await talent.PostJsonAsync("/api/v1/passes/current/device-keys", new { publicKey = phone.PublicKey })).Text("credential"));
                }

                return phone.Show(now.AddSeconds(-100));
        }
    }

    private static async Task ScanAsync(Visitor hall, string code)
    {
        await hall.Page.Locator("#code").FillAsync(code);
        await hall.Page.Locator("#code").PressAsync("Enter");
    }
}
