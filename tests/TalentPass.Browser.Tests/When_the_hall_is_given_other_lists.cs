using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Browser.Tests;

/// <summary>
/// An attacker between the hall's page and the app answers with other lists. The tests check which lists the page keeps.
/// </summary>
public sealed class When_the_hall_is_given_other_lists(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    private const int City = 330200;

    // Acts as a page that was just loaded: fetches the lists once and returns the sequence numbers before and after, whether
    // the fetch succeeded, and the id of the kept root key.
    private const string Load = """
        async () => {
          const { keptLists } = await import("/assets/hall/lists.js");
          const lists = await keptLists();
          const before = lists.sequence();
          const refreshed = await lists.refresh();
          return { before, refreshed, after: lists.sequence(), root: JSON.parse(localStorage.getItem("talentpass.lists"))?.root?.kid ?? null };
        }
        """;

    private readonly SiteFixture _site = site;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_never_goes_back_to_an_older_list_not_even_over_a_reload()
    {
        var hall = await ArriveAsync();
        await hall.Page.GotoAsync("/");
        var old = await _site.App.Http.GetByteArrayAsync("/.well-known/talentpass/trust", Cancel);
        var first = await LoadAsync(hall);
        Assert.True(first.Refreshed);

        using var office = await _site.App.SignInAsync("office");
        using var ordered = await office.PostAsJsonAsync("/api/v1/keys/rotate", new { use = "issuing" }, Cancel);
        ordered.EnsureSuccessStatusCode();
        var second = await LoadAsync(hall);
        Assert.Equal(first.After, second.Before);
        Assert.True(second.After > first.After, $"{second.After} after {first.After}");

        await AnswerAsync(hall, "trust", old);
        var third = await LoadAsync(hall);
        Assert.Equal((second.After, second.After), (third.Before, third.After));
        Assert.Equal(second.After, (await LoadAsync(hall)).Before);

        // Even if the kept list cannot be read any more, the page still knows its last sequence number and refuses older lists.
        await hall.Page.EvaluateAsync("() => localStorage.setItem('talentpass.lists', JSON.stringify({ ...JSON.parse(localStorage.getItem('talentpass.lists')), trust: 'AAAA' }))");
        Assert.Equal((null, null), (await LoadAsync(hall)) is var fourth ? (fourth.Before, fourth.After) : default);
        await hall.Page.UnrouteAllAsync();
        Assert.Equal(second.After, (await LoadAsync(hall)).After);
    }

    [Fact]
    public async Task At_the_first_visit_it_takes_the_root_that_is_in_force_not_the_one_that_will_be()
    {
        var hall = await ArriveAsync();
        await hall.Page.GotoAsync("/");
        var now = TimeProvider.System.GetUtcNow();
        using var next = SigningKey.Create(new Kid(City, 0x0E));
        var roots = await RootsAsync();
        roots.Insert(0, Jwk(next, now.AddDays(30), now.AddDays(3000)));
        await AnswerAsync(hall, "root", Set(roots));
        Assert.True((await LoadAsync(hall)).Refreshed);
    }

    [Fact]
    public async Task A_later_root_of_the_same_origin_takes_over_and_no_earlier_one_nor_another_citys()
    {
        var hall = await ArriveAsync();
        await hall.Page.GotoAsync("/");
        var first = await LoadAsync(hall);
        var now = TimeProvider.System.GetUtcNow();
        using var earlier = SigningKey.Create(new Kid(City, 0x0D));
        using var stranger = SigningKey.Create(new Kid(330900, 0x0E));
        using var later = SigningKey.Create(new Kid(City, 0x0E));
        var roots = await RootsAsync();
        roots.Add(Jwk(earlier, now.AddDays(-4000), now.AddDays(10)));
        roots.Add(Jwk(stranger, now.AddHours(1), now.AddDays(3000)));
        roots.Add(Jwk(later, now, now.AddDays(3000)));
        await AnswerAsync(hall, "root", Set(roots));
        foreach (var wrong in new[] { earlier, stranger })
        {
            await AnswerAsync(hall, "trust", await ListAsync(wrong, first.After!.Value + 10));
            var refused = await LoadAsync(hall);
            Assert.Equal((false, first.After, first.Root), (refused.Refreshed, refused.After, refused.Root));
        }

        await AnswerAsync(hall, "trust", await ListAsync(later, first.After!.Value + 1));
        var taken = await LoadAsync(hall);
        Assert.Equal((true, first.After + 1, later.Kid.ToString()), (taken.Refreshed, taken.After, taken.Root));
    }

    private static async Task<Loaded> LoadAsync(Visitor hall)
    {
        await hall.Page.ReloadAsync();
        var seen = await hall.Page.EvaluateAsync<JsonElement>(Load);
        return new Loaded(Number("before"), seen.GetProperty("refreshed").GetBoolean(), Number("after"), seen.GetProperty("root").GetString());

        long? Number(string name) => seen.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : null;
    }

    private static async Task AnswerAsync(Visitor hall, string name, byte[] body)
    {
        await hall.Page.UnrouteAsync($"**/.well-known/talentpass/{name}");
        await hall.Page.RouteAsync($"**/.well-known/talentpass/{name}", route => route.FulfillAsync(new() { BodyBytes = body }));
    }

    private async Task<List<JsonElement>> RootsAsync() =>
        [.. (await _site.App.Http.GetFromJsonAsync<JsonElement>("/.well-known/talentpass/root", Cancel)).GetProperty("keys").EnumerateArray()];

    private static byte[] Set(List<JsonElement> roots) =>
        JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["keys"] = new JsonArray([.. roots.Select(each => (JsonNode)JsonObject.Create(each)!)]) });

    private static JsonElement Jwk(SigningKey key, DateTimeOffset from, DateTimeOffset until) =>
        JsonElement.Parse(KeySetDocument.Render([key.Publish(from, until, KeyUses.None)])).GetProperty("keys")[0];

    // Signs the trust list that the app publishes with the given root key.
    private async Task<byte[]> ListAsync(SigningKey root, long sequence)
    {
        var view = await _site.App.Services.GetRequiredService<CityKeys>().CurrentAsync(Cancel);
        var now = TimeProvider.System.GetUtcNow();
        var list = root.Kid.City == City
            ? view.Published((ulong)sequence, now)
            : TrustList.Create(root.Kid.City, (ulong)sequence, now, now.AddDays(1), [], [], new Dictionary<int, string>()).List!;
        return TrustListCodec.Sign(list, root);
    }

    private sealed record Loaded(long? Before, bool Refreshed, long? After, string? Root);
}
