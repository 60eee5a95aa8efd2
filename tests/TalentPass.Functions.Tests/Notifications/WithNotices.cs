using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Bindings;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>Base class: the whole app over HTTP with all channels, on Friday 13 February 2026 at nine.</summary>
public abstract partial class WithNotices(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    protected const string List = "/api/v1/me/notifications", Settings = "/api/v1/me/notifications/channels";
    protected const string LiWei = "0000w3e1", LiWeisPhone = "+8613900000001";

    private protected ChannelServers Servers { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        Servers = await ChannelServers.StartAsync(Clock);
        await StartAsync(new(Servers.Settings) { ["Sweep:FirstPatience"] = "-00:00:02" });
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Servers.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Files a request for a rent subsidy, and lets the desk ask for a supplement. Returns the number.</summary>
    protected async Task<string> AskedAsync(string account)
    {
        var number = await FileAsync(account, Rent);
        (await ActAsync(number, "request-supplement", new { items = Wanted, dueWorkingDays = 5 })).Is(HttpStatusCode.OK);
        return number;
    }

    /// <summary>Waits until a notice of a request stands as expected on its channels: <c>app told, sms told</c>.</summary>
    protected static Task<JsonElement> StandsAsync(HttpClient talent, string number, string kind, string channels) => HttpJson.UntilAsync(
        async () => (await talent.GetJsonAsync(List)).Items.FirstOrDefault(each => each.GetProperty("kind").GetString() == kind && each.GetProperty("number").GetString() == number),
        found => found.ValueKind == JsonValueKind.Object && Channels(found) == channels, $"{kind} of {number} is {channels}");

    /// <summary>How a notice stands on its channels.</summary>
    protected static string Channels(JsonElement notice) =>
        string.Join(", ", notice.GetProperty("channels").EnumerateArray().Select(each => $"{each.GetProperty("channel").GetString()} {each.GetProperty("state").GetString()}"));

    /// <summary>Checks that a call may be made without its body.</summary>
    protected static async Task HasHeadAsync(HttpClient client, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, path);
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel)));
    }

    /// <summary>Gives an address and confirms it with the code that is mailed there.</summary>
    protected async Task ConfirmAsync(HttpClient talent, string address)
    {
        (await talent.CallAsync(HttpMethod.Put, Settings, new { email = address })).Is(HttpStatusCode.OK);
        Assert.True((await talent.PostJsonAsync($"{Settings}/email/confirm", new { code = await CodeAsync(address) })).Is(HttpStatusCode.OK).Member("email", "isConfirmed").GetBoolean());
    }

    /// <summary>The code in the last letter to an address, when that many have come.</summary>
    protected async Task<string> CodeAsync(string address, int letters = 1)
    {
        await Eventually.HoldsAsync(() => Servers.LettersTo(address).Count >= letters, "a letter with a code");
        return Code().Match(Servers.LettersTo(address)[^1].TextBody ?? "").Value;
    }

    /// <summary>Binds a WeChat user to a talent.</summary>
    protected async Task BindAsync(string talentId, string openId) =>
        Assert.True(await App.Services.GetRequiredService<WeChatBindings>().BindAsync(talentId, openId, Cancel));

    /// <summary>Lets the talent consent to messages in WeChat.</summary>
    protected static async Task ConsentAsync(HttpClient talent, int count, string template = "todo") =>
        (await talent.PostJsonAsync($"{List[..^"notifications".Length]}notifications/consents", new { template, count }, Core.Identity.RandomSource.System.Id(12))).Is(HttpStatusCode.OK);

    /// <summary>Rings again for what is left.</summary>
    protected Task<int> SweepAsync() => App.Services.GetRequiredService<SweepNotices>().RunAsync(Shard.All, Cancel);

    /// <summary>The consents that are left for a form.</summary>
    protected static async Task<int> BalanceAsync(HttpClient talent, string template = "todo") =>
        (await talent.GetJsonAsync(Settings)).Member("wechat", "templates").EnumerateArray().Single(each => each.GetProperty("template").GetString() == template).GetProperty("balance").GetInt32();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Code();
}
