using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Trust;

/// <summary>
/// The master key has leaked. The app starts with a new master key and has the old one in its list of former keys.
/// </summary>
public sealed class When_the_master_key_changes(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Document = "33029919850615031X";
    private static readonly string _first = Convert.ToBase64String(new byte[32]);
    private static readonly string _second = Convert.ToBase64String([.. Enumerable.Repeat((byte)2, 32)]);
    private static readonly string _third = Convert.ToBase64String([.. Enumerable.Repeat((byte)3, 32)]);

    [Fact]
    public async Task Whatever_there_was_is_found_and_read_under_the_new_key_and_the_one_after_it()
    {
        var number = await FileAsync("li-wei", Rent);
        var before = await SeenAsync("li-wei", number);
        await ActAsync(number, "note", new { text = "材料已核对", @internal = true });
        using var signedIn = await App.SignInAsync("li-wei");
        await signedIn.PostJsonAsync("/api/v1/passes", new { }, RandomSource.System.Id(12));
        var code = (await signedIn.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        await App.DisposeAsync();

        await RestartAsync(_second, _first);
        // The session and the code from before the change still work.
        using (var still = With(signedIn.DefaultRequestHeaders.Authorization!))
        {
            (await still.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK);
            Assert.Equal("valid", await ScanAsync(code));
            Assert.Equal("valid", await ScanAsync((await still.GetJsonAsync("/api/v1/passes/current/code")).Text("code")));
        }

        await EverythingIsThereAsync(number, before.Text("shortCode"));
        var under = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept", new { });
        await App.DisposeAsync();

        await RestartAsync(_third, $"{_second} {_first}");
        await EverythingIsThereAsync(number, before.Text("shortCode"));
        await EverythingIsThereAsync(under, (await SeenAsync("li-wei", under)).Text("shortCode"));
    }

    [Fact]
    public async Task What_is_written_after_the_change_opens_without_the_former_key_and_a_document_is_still_recorded_once()
    {
        await App.DisposeAsync();
        await RestartAsync(_second, _first);
        var sealer = App.Services.GetRequiredService<FieldSealer>();
        using var alone = new FieldSealer(MasterKey.FromBase64(_second), RandomSource.System);
        using var former = new FieldSealer(MasterKey.FromBase64(_first), RandomSource.System);
        Assert.Equal("李伟", alone.Open(sealer.Seal("李伟", "here"), "here"));
        Assert.Equal("李伟", sealer.Open(former.Seal("李伟", "here"), "here"));
        Assert.ThrowsAny<CryptographicException>(() => alone.Open(former.Seal("李伟", "here"), "here"));
        Assert.ThrowsAny<CryptographicException>(() => sealer.Open(former.Seal("李伟", "here"), "there"));

        using var office = await App.SignInAsync("office");
        var again = await office.PostJsonAsync("/api/v1/talents", new
        {
            name = new { full = "李伟" },
            nature = "domestic",
            documents = new[] { new { kind = "resident_id", number = Document } },
            birthDate = "1985-06-15",
        });
        Assert.Equal("already_registered", again.Code);
    }

    private async Task EverythingIsThereAsync(string number, string shortCode)
    {
        using var desk = await App.SignInAsync("desk-housing");
        foreach (var query in new[] { Document, "李伟", number, shortCode })
        {
            var found = await desk.GetJsonAsync($"/api/v1/desks/housing/search?q={Uri.EscapeDataString(query)}");
            Assert.Contains(Part(found, "items").EnumerateArray(), each => each.GetProperty("number").GetString() == number);
        }

        Assert.Contains(await RequestCalls.DeskAsync(desk, "housing"), each => each.GetProperty("number").GetString() == number);
        (await AtDeskAsync(number)).Is(HttpStatusCode.OK);
        (await SeenAsync("li-wei", number)).Is(HttpStatusCode.OK);
        (await App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={shortCode}")).Is(HttpStatusCode.OK);
        using var office = await App.SignInAsync("office");
        Assert.NotEmpty(Part(await office.GetJsonAsync($"/api/v1/talents?q={Document}"), "items").EnumerateArray());
    }

    private async Task<string> ScanAsync(string code)
    {
        using var hall = await App.SignInAsync("hall-1");
        return (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "government-service-hall", nonce = RandomSource.System.Id(20) })).Text("outcome");
    }

    private HttpClient With(AuthenticationHeaderValue token)
    {
        var client = new HttpClient { BaseAddress = App.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = token;
        return client;
    }

    private Task RestartAsync(string key, string former) => StartAsync(new() { ["KeyRing:Key"] = key, ["KeyRing:FormerKeys"] = former });
}
