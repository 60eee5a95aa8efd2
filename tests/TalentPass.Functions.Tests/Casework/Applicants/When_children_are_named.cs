using System.Net;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// Form fields that only some applicants must fill in: a home address, the guardian of a child, and the guardian's consent for
/// a child under 14 (PIPL 31).
/// </summary>
public sealed class When_children_are_named(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Child = """{"name":"张小禾","relation":"child","documentNumber":"330299202004120136","birthDate":"2020-04-12","guardian":"applicant"}""";
    private const string Spouse = """{"name":"陈静","relation":"spouse","documentNumber":"330299198809210260","birthDate":"1988-09-21"}""";

    [Fact]
    public async Task A_school_place_for_a_child_under_14_needs_the_guardians_consent()
    {
        Assert.Equal("consent_needed", Error(await FileAsync("school-enrolment", ("guardianConsent", "false")), "/answers/guardianConsent"));
        Assert.Equal("required", Error(await FileAsync("school-enrolment", ("guardianConsent", null)), "/answers/guardianConsent"));
        (await FileAsync("school-enrolment")).Is(HttpStatusCode.Created);
    }

    // The guardian's consent is needed up to the day before the fourteenth birthday. On the birthday it is not needed any more.
    [Theory]
    [InlineData("2012-02-13", "330299201202130015", true)]
    [InlineData("2012-02-14", "330299201202140010", false)]
    public async Task From_the_fourteenth_birthday_on_no_guardian_is_asked(string born, string document, bool taken)
    {
        var answer = await FileAsync(
            "school-enrolment", ("childBirthDate", $"\"{born}\""), ("childDocument", $"\"{document}\""), ("grade", "\"grade-9\""), ("guardianConsent", null));
        Assert.Equal(taken, answer.Status == HttpStatusCode.Created);
    }

    [Fact]
    public async Task Whoever_takes_a_child_along_consents_and_says_who_its_guardian_is()
    {
        var refused = await FileAsync("settlement", ("followers", $"[{Spouse},{Child.Replace(",\"guardian\":\"applicant\"", "", StringComparison.Ordinal)}]"));
        Assert.Equal("required", Error(refused, "/answers/guardianConsent"));
        Assert.Equal("required", Error(refused, "/answers/followers/1/guardian"));
        (await FileAsync("settlement", ("followers", $"[{Spouse},{Child}]"), ("guardianConsent", "true"))).Is(HttpStatusCode.Created);
        (await FileAsync("settlement", ("followers", $"[{Spouse}]"))).Is(HttpStatusCode.Created);
    }

    [Theory]
    [InlineData(null, "required")]
    [InlineData("张小禾", "not_a_guardian")]
    [InlineData("张小麦", "not_a_guardian")]
    [InlineData("陈静", null)]
    [InlineData("张建国", null)]
    public async Task A_guardian_is_the_applicant_or_a_grown_up_named(string? name, string? code)
    {
        var child = JsonNode.Parse(Child)!;
        child["guardian"] = "family-member";
        child["guardianName"] = name;
        var sister = """{"name":"张小麦","relation":"child","documentNumber":"33029920130520024X","birthDate":"2013-05-20","guardian":"applicant"}""";
        if (name is null)
        {
            child.AsObject().Remove("guardianName");
        }

        var answer = await FileAsync("settlement", ("followers", $"[{Spouse},{child.ToJsonString()},{sister}]"), ("guardianConsent", "true"));
        Assert.Equal(code, code is null ? (answer.Status == HttpStatusCode.Created ? null : $"{answer.Body}") : Error(answer, "/answers/followers/1/guardianName"));
    }

    [Fact]
    public async Task A_field_is_needed_where_another_answer_makes_it_so()
    {
        Assert.Equal("required", Error(await FileAsync("settlement", ("householdAddress", null)), "/answers/householdAddress"));
        (await FileAsync("settlement", ("householdAddress", null), ("householdKind", "\"talent-centre\""))).Is(HttpStatusCode.Created);
        Assert.Equal("required", Error(await FileAsync("medical-green-lane", ("patient", "\"child\"")), "/answers/patientBirthDate"));
        Assert.Equal(
            "required", Error(await FileAsync("medical-green-lane", ("patient", "\"child\""), ("patientBirthDate", "\"2020-04-12\"")), "/answers/guardianConsent"));
        Assert.Equal("required", Error(
            await FileAsync("housing-talent-flat", ("occupants", """[{"name":"Anna","relation":"child","documentNumber":"C01X00T47"}]""")),
            "/answers/occupants/0/birthDate"));
        Assert.Equal("required", Error(await FileAsync("residence-permit", ("residenceAction", "\"extension\"")), "/answers/currentPermitExpiry"));
    }

    // GB 11643: digits 7 to 14 are the birth date. This is true for residents, foreign permanent residents (9…) and residents
    // from Hong Kong, Macao and Taiwan (81… to 83…).
    [Theory]
    [InlineData("330299202004120136")]
    [InlineData("810000202004120138")]
    [InlineData("911130202004120136")]
    public async Task A_birth_date_that_the_number_contradicts_is_refused(string number)
    {
        var wrong = ("childBirthDate", "\"2019-04-12\"");
        Assert.Equal("differs_from_document", Error(await FileAsync("school-enrolment", ("childDocument", $"\"{number}\""), wrong), "/answers/childBirthDate"));
        (await FileAsync("school-enrolment", ("childDocument", $"\"{number}\""))).Is(HttpStatusCode.Created);
        var follower = Child.Replace("330299202004120136", number, StringComparison.Ordinal).Replace("2020-04-12", "1990-01-01", StringComparison.Ordinal);
        Assert.Equal("differs_from_document", Error(await FileAsync("settlement", ("followers", $"[{follower}]")), "/answers/followers/0/birthDate"));
        Assert.Equal("impossible_date", Error(await FileAsync("medical-green-lane", ("patient", "\"child\""), ("patientBirthDate", "\"2026-02-14\"")), "/answers/patientBirthDate"));
    }

    [Theory]
    [InlineData("settlement", true)]
    [InlineData("school-enrolment", true)]
    [InlineData("housing-talent-flat", true)]
    [InlineData("medical-green-lane", true)]
    [InlineData("visa-extension", false)]
    [InlineData("housing-rent-subsidy", false)]
    public async Task The_notice_for_guardians_is_served_where_children_may_occur(string service, bool served)
    {
        using var talent = await App.SignInAsync("zhang-hui");
        var chinese = await talent.GetJsonAsync($"/api/v1/services/{service}?lang=zh");
        var english = await talent.GetJsonAsync($"/api/v1/services/{service}?lang=en");
        Assert.Equal(served, chinese.Body.TryGetProperty("minors", out var minors));
        if (served)
        {
            Assert.Equal((14, "guardianConsent"), (minors.GetProperty("under").GetInt32(), minors.GetProperty("consent").GetString()));
            Assert.Matches("^[0-9]{4}-[0-9]+$", minors.GetProperty("noticeVersion").GetString());
            Assert.Contains("第三十一条", minors.GetProperty("notice").GetString(), StringComparison.Ordinal);
            Assert.Contains("Article 31", Part(english, "minors", "notice").GetString(), StringComparison.Ordinal);
            Assert.NotEmpty(Part(chinese, "people").EnumerateArray());
        }
    }

    [Fact]
    public async Task The_version_of_the_notice_that_was_shown_is_kept_with_the_request()
    {
        var filed = await FileAsync("settlement", ("followers", $"[{Child}]"), ("guardianConsent", "true"));
        Assert.Equal("2026-1", (await SeenAsync("zhang-hui", filed.Text("number"))).Text("filing", "minorNotice"));
        var alone = await FileAsync("settlement", ("followers", $"[{Spouse}]"));
        var filing = (await SeenAsync("zhang-hui", alone.Text("number"))).Member("filing");
        Assert.Equal("2026-1", filing.GetProperty("notice").GetString());
        Assert.False(filing.TryGetProperty("minorNotice", out _));
    }

    [Fact]
    public async Task What_is_supplied_may_bring_the_fields_it_makes_needed()
    {
        var number = (await FileAsync("settlement", ("householdAddress", null), ("householdKind", "\"talent-centre\""))).Text("number");
        using var desk = await App.SignInAsync("desk-household");
        await RequestCalls.OnDeskAsync(desk, "household", number);
        await ActAsync(number, "request-supplement", new { items = new[] { new { field = "householdKind", text = "请改选" } }, dueWorkingDays = 5 }, "household");
        Assert.Equal("required", Error(await DoAsync("zhang-hui", number, "supplement", new { answers = new { householdKind = "own-home" } }), "/answers/householdAddress"));
        Assert.Equal("not_asked", Error(
            await DoAsync("zhang-hui", number, "supplement", new { answers = new { householdKind = "own-home", formerHousehold = "某处" } }), "/answers/formerHousehold"));
        (await DoAsync("zhang-hui", number, "supplement", new { answers = new { householdKind = "own-home", householdAddress = "学士路100号" } })).Is(HttpStatusCode.OK);
    }

    private async Task<Answer> FileAsync(string service, params (string Field, string? Json)[] changes)
    {
        using var talent = await App.SignInAsync(service is "settlement" or "school-enrolment" ? "zhang-hui" : SeedCatalogue.EntitledTo(service));
        var paper = SeedCatalogue.Published.Content.Service(service)!.Material("birth-certificate")?.Id;
        return await talent.PostJsonAsync(
            "/api/v1/requests",
            new { service, answers = SeedCatalogue.Example(service, changes), confirmRepeat = true, materials = paper is null ? [] : new[] { new { id = paper } } },
            RandomSource.System.Id(20));
    }
}
