using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.SignIn;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;
using TalentPass.Functions.SignIn;
using TalentPass.Functions.Tests.Talents;

namespace TalentPass.Functions.Tests.SignIn;

public sealed class When_someone_signs_in_as_a_demo_account(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly TestApp _app = fixture.App;

    [Fact]
    public async Task The_accounts_the_contract_names_are_listed()
    {
        var answer = await _app.Http.GetJsonAsync("/api/v1/sign-in/demo");
        var items = answer.Items.ToArray();
        string[] named =
        [
            "li-wei", "zhang-hui", "schmidt", "chen-hk", "wu-hong", "expired-zhao", "nobody", "newcomer", "hall-1", "hall-2", "desk-housing",
            "desk-housing-2", "desk-education", "desk-education-2", "desk-education-yinzhou", "desk-exit-entry", "desk-exit-entry-2", "desk-household",
            "desk-household-2", "desk-hrss", "desk-hrss-2", "desk-health", "desk-health-2", "desk-office", "desk-office-2", "supervisor", "supervisor-2", "office", "auditor",
        ];
        Assert.Equal(named, items.Select(item => item.GetProperty("account").GetString()));
        var desk = Assert.Single(items, item => item.GetProperty("account").GetString() == "desk-exit-entry");
        Assert.Equal(("exit-entry", "desk"), (desk.GetProperty("department").GetString(), desk.GetProperty("roles")[0].GetString()));
        // The API contract does not mark this member as optional, so every account must have it.
        Assert.All(items, each => Assert.True(each.TryGetProperty("department", out _), each.GetRawText()));
    }

    [Theory]
    [InlineData("officer", "education-yinzhou", true)]
    [InlineData("officer", "education", false)]
    [InlineData("of-the-city", "education-yinzhou", true)]
    [InlineData("of-the-city", "education", true)]
    [InlineData("of-the-city", "housing", false)]
    [InlineData("of-the-district", "education-yinzhou", true)]
    [InlineData("of-the-district", "education", false)]
    [InlineData("of-all", "education-yinzhou", true)]
    [InlineData("nobody-known", "education", false)]
    public void A_second_person_is_of_the_desk_or_supervises_it(string account, string department, bool may)
    {
        using var seeds = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(seeds.Path, "demo"));
        File.WriteAllText(Path.Combine(seeds.Path, "demo", "accounts.json"), """
            { "accounts": [
              { "account": "officer", "displayName": { "zh": "甲", "en": "A" }, "roles": ["desk"], "department": "education-yinzhou" },
              { "account": "of-the-city", "displayName": { "zh": "乙", "en": "B" }, "roles": ["supervisor"], "department": "education" },
              { "account": "of-the-district", "displayName": { "zh": "丙", "en": "C" }, "roles": ["supervisor"], "department": "education-yinzhou" },
              { "account": "of-all", "displayName": { "zh": "丁", "en": "D" }, "roles": ["supervisor"] }
            ] }
            """);
        var accounts = new DemoSignIn(new DemoSettings { Accounts = true }, new SeedFolder(seeds.Path), _app.Services.GetRequiredService<OpenSession>());
        Assert.Equal(may, new KnownStaff(accounts, _app.Services.GetRequiredService<StaffDirectory>()).IsSecondPersonOf(account, department));
    }

    [Theory]
    [InlineData("li-wei", "domestic", "leading", "in_force")]
    [InlineData("zhang-hui", "domestic", "senior", "in_force")]
    [InlineData("schmidt", "foreign", "outstanding", "in_force")]
    [InlineData("chen-hk", "hmt", "exceptional", "in_force")]
    [InlineData("wu-hong", "domestic", "senior", "in_force")]
    [InlineData("expired-zhao", "domestic", "senior", "expired")]
    public async Task A_talent_finds_itself_with_its_statuses(string account, string nature, string tier, string standing)
    {
        using var client = await _app.SignInAsync(account);
        var me = await client.GetJsonAsync("/api/v1/me");
        Assert.Equal(account, me.Text("account"));
        var talent = me.Member("talent");
        Assert.Matches("^[0-9a-hjkmnp-tv-z]{8}$", talent.GetProperty("talentId").GetString());
        Assert.Equal((nature, standing), (talent.GetProperty("nature").GetString(), talent.GetProperty("standing").GetString()));
        Assert.Equal(tier, Assert.Single(talent.GetProperty("statuses").EnumerateArray()).GetProperty("tier").GetString());
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("office")]
    [InlineData("desk-housing")]
    public async Task Who_is_no_talent_has_none(string account)
    {
        using var client = await _app.SignInAsync(account);
        var me = await client.GetJsonAsync("/api/v1/me");
        me.Is(HttpStatusCode.OK);
        Assert.False(me.Body.TryGetProperty("talent", out _));
    }

    [Fact]
    public async Task A_name_outside_the_basic_plane_arrives_whole()
    {
        using var client = await _app.SignInAsync("wu-hong");
        Assert.Equal("吴𬭎", (await client.GetJsonAsync("/api/v1/me")).Text("displayName"));
    }

    [Fact]
    public async Task English_is_answered_to_those_who_ask_for_it()
    {
        using var client = await _app.SignInAsync("li-wei");
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        var talent = (await client.GetJsonAsync("/api/v1/me")).Member("talent");
        Assert.Equal("Leading talent", talent.GetProperty("statuses")[0].GetProperty("tierTitle").GetString());
        client.DefaultRequestHeaders.AcceptLanguage.Clear();
        talent = (await client.GetJsonAsync("/api/v1/me")).Member("talent");
        Assert.Equal("领军人才", talent.GetProperty("statuses")[0].GetProperty("tierTitle").GetString());
    }

    [Theory]
    [InlineData("""{"account":"root"}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{"account":"LI-WEI"}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{"account":""}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{"account":null}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{"account":"li-wei","roles":["office"]}""", HttpStatusCode.UnprocessableEntity, "validation_failed")]
    [InlineData("""{"account":""", HttpStatusCode.BadRequest, "malformed_json")]
    public async Task Nobody_else_gets_in(string body, HttpStatusCode status, string code)
    {
        var answer = await _app.Http.PostJsonAsync("/api/v1/sign-in/demo", body);
        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Without_a_token_nobody_is_anybody()
    {
        var answer = await _app.Http.GetJsonAsync("/api/v1/me");
        answer.Is(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Where_accounts_are_switched_off_there_are_none()
    {
        await using var app = await TestApp.StartAsync(fixture.Connection, settings: new Dictionary<string, string?> { ["Demo:Accounts"] = "false" });
        (await app.Http.GetJsonAsync("/api/v1/sign-in/demo")).Is(HttpStatusCode.NotFound);
        (await app.Http.PostJsonAsync("/api/v1/sign-in/demo", new { account = "office" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task In_production_the_app_refuses_to_start_with_them()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            TestApp.StartAsync(fixture.Connection, environment: "Production"));
        Assert.Contains("Demo:Accounts", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_records_nothing_again()
    {
        var rig = new TalentRig(fixture.Connection, TimeProvider.System);
        var seeds = new SeedFolder(Path.Combine(AppContext.BaseDirectory, "seeds"));
        var load = new LoadDemoTalents(rig.Register, rig.Store, rig.Lookup, TimeProvider.System);
        Assert.Equal(0, await load.RunAsync(DemoAccount.ReadAll(seeds), TestContext.Current.CancellationToken));
    }
}
