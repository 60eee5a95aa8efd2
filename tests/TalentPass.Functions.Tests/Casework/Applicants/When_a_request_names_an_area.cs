using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>A request may name the area of the city that it is for. The catalogue defines the areas.</summary>
public sealed class When_a_request_names_an_area(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // Three areas share the code 330212. The code alone means the district.
    [Theory]
    [InlineData("dongqian-lake", "dongqian-lake", "东钱湖", "Dongqian Lake Resort")]
    [InlineData("330212", "yinzhou", "鄞州区", "Yinzhou District")]
    [InlineData("象山县", "xiangshan", "象山县", "Xiangshan County")]
    [InlineData("Cixi City", "cixi", "慈溪市", "Cixi City")]
    public async Task It_is_shown_to_both_sides_by_its_name(string named, string area, string zh, string en)
    {
        using var talent = await App.SignInAsync("li-wei");
        using var desk = await App.SignInAsync("desk-housing");
        var filed = await talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), area = named }, RandomSource.System.Id(20));
        filed.Is(HttpStatusCode.Created);
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        Assert.Equal((area, zh), Shown(await talent.GetJsonAsync($"/api/v1/requests/{filed.Text("number")}")));
        desk.DefaultRequestHeaders.Add("Accept-Language", "en");
        Assert.Equal((area, en), Shown(await desk.GetJsonAsync($"/api/v1/desks/housing/requests/{filed.Text("number")}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("西湖区")]
    [InlineData("330106")]
    [InlineData("YINZHOU")]
    public async Task One_the_city_does_not_have_is_refused_and_nothing_is_filed(string named)
    {
        using var talent = await App.SignInAsync("li-wei");
        var single = new { service = Rent, answers = SeedCatalogue.Example(Rent), area = named };
        Assert.Equal("not_in_list", Error(await talent.PostJsonAsync("/api/v1/requests", single, RandomSource.System.Id(20)), "/area"));
        Assert.Equal("not_in_list", Error(await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers = Arrival, area = named }, RandomSource.System.Id(20)), "/area"));
        Assert.Empty((await talent.GetJsonAsync("/api/v1/requests")).Items);
    }

    [Fact]
    public async Task Every_part_of_a_bundle_is_for_it_and_a_draft_keeps_it()
    {
        using var talent = await App.SignInAsync("li-wei");
        var filed = await talent.PostJsonAsync(
            "/api/v1/bundles/new-arrival/requests", new { answers = Arrival, area = "qianwan" }, RandomSource.System.Id(20));
        filed.Is(HttpStatusCode.Created);
        var parts = (await talent.GetJsonAsync("/api/v1/requests")).Items.ToList();
        Assert.Equal(3, parts.Count);
        foreach (var part in parts)
        {
            Assert.Equal(("qianwan", "前湾新区"), Shown(await talent.GetJsonAsync($"/api/v1/requests/{part.GetProperty("number").GetString()}")));
        }

        await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/mine", new { service = Rent, answers = SeedCatalogue.Example(Rent), area = "moon" });
        Assert.Equal("not_in_list", Error(await talent.PostJsonAsync("/api/v1/drafts/mine/submit?confirmRepeat=true", new { }, RandomSource.System.Id(20)), "/area"));
        await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/mine", new { service = Rent, answers = SeedCatalogue.Example(Rent), area = "qianwan" });
        (await talent.PostJsonAsync("/api/v1/drafts/mine/submit?confirmRepeat=true", new { }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created);
    }

    private static Dictionary<string, JsonElement> Arrival { get; } =
        SeedCatalogue.Published.Content.Bundle("new-arrival")!.Services.ToDictionary(each => each, SeedCatalogue.Example);

    private static (string?, string?) Shown(Answer request) =>
        (Part(request, "filing", "area", "area").GetString(), Part(request, "filing", "area", "title").GetString());
}
