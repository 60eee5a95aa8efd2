using System.Net;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>
/// 出境入境管理法 29, 32: the holder applies for an extension of a visa seven days before the stay ends, and of a residence permit
/// thirty days before the permit expires. A later request gets a warning, and the office decides. An expired document cannot be
/// extended. The tests run on 13 February 2026.
/// </summary>
public sealed class When_a_document_is_about_to_expire(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Theory]
    [InlineData("2026-02-20", null)]
    [InlineData("2026-02-19", "停留期限届满七日前申请。")]
    [InlineData("2026-02-13", "停留期限届满七日前申请。")]
    public async Task A_visa_is_extended_until_its_last_day_and_late_is_told(string expiry, string? warning) =>
        Assert.Equal(warning, Warning(await FileAsync("visa-extension", ("visaExpiry", expiry))));

    [Theory]
    [InlineData("extension", "2026-03-15", null)]
    [InlineData("extension", "2026-03-14", "居留证件期满三十日前申请延期。")]
    [InlineData("extension", "2026-02-13", "居留证件期满三十日前申请延期。")]
    [InlineData("replacement", "2026-02-13", null)]
    public async Task A_residence_permit_is_extended_until_its_last_day_and_late_is_told(string action, string expiry, string? warning) => Assert.Equal(
        warning, Warning(await FileAsync("residence-permit", ("residenceAction", action), ("currentPermitExpiry", expiry), ("entryDate", "2024-01-01"))));

    [Theory]
    [InlineData("2026-01-14", null)]
    [InlineData("2026-01-13", "入境后三十日内申请。")]
    public async Task A_first_permit_is_applied_for_within_thirty_days_of_entry(string entered, string? warning) =>
        Assert.Equal(warning, Warning(await FileAsync("residence-permit", ("entryDate", entered))));

    [Theory]
    [InlineData("visa-extension", "visaExpiry")]
    [InlineData("visa-extension", "passportExpiry")]
    [InlineData("residence-permit", "currentPermitExpiry")]
    [InlineData("residence-permit", "passportExpiry")]
    [InlineData("work-permit", "passportExpiry")]
    public async Task What_has_ended_is_refused_from_the_day_after(string service, string field)
    {
        (string, string)[] action = field == "currentPermitExpiry" ? [("residenceAction", "extension")] : [];
        var refused = await FileAsync(service, [.. action, (field, "2026-02-12")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "expired"), (refused.Status, Error(refused, $"/answers/{field}")));
        (await FileAsync(service, [.. action, (field, "2026-02-13")])).Is(HttpStatusCode.Created);
    }

    // A holder who gives back a permit does not need a valid passport for that.
    [Fact]
    public async Task A_work_permit_is_cancelled_though_the_passport_has_ended()
    {
        (await FileAsync("work-permit", ("permitAction", "cancellation"), ("passportExpiry", "2026-02-12"))).Is(HttpStatusCode.Created);
        Assert.Equal("expired", Error(await FileAsync("work-permit", ("permitAction", "change"), ("passportExpiry", "2026-02-12")), "/answers/passportExpiry"));
    }

    // The legal day is the calendar day in the time zone of Shanghai.
    [Fact]
    public async Task The_last_day_ends_at_midnight_in_Shanghai()
    {
        Clock.Set(new DateTimeOffset(2026, 2, 13, 23, 59, 0, TimeSpan.FromHours(8)));
        (await FileAsync("visa-extension", ("visaExpiry", "2026-02-13"))).Is(HttpStatusCode.Created);
        Clock.Set(new DateTimeOffset(2026, 2, 14, 0, 0, 0, TimeSpan.FromHours(8)));
        Assert.Equal("expired", Error(await FileAsync("visa-extension", ("visaExpiry", "2026-02-13")), "/answers/visaExpiry"));
    }

    // A passport may expire while the office checks the papers. It only has to be valid on the day of filing.
    [Fact]
    public async Task What_is_supplied_later_is_held_to_the_day_of_filing()
    {
        var number = (await FileAsync("visa-extension", ("visaExpiry", "2026-02-13"))).Text("number");
        using var desk = await App.SignInAsync("desk-exit-entry");
        await RequestCalls.OnDeskAsync(desk, "exit-entry", number);
        await ActAsync(number, "request-supplement", new { items = new[] { new { field = "daysRequested", text = "请改为 20 天" } }, dueWorkingDays = 5 }, "exit-entry");
        Clock.Set(Day(2026, 2, 14));
        (await DoAsync("schmidt", number, "supplement", new { answers = new { daysRequested = 20 } })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_guide_says_which_documents_must_be_valid()
    {
        using var talent = await App.SignInAsync("schmidt");
        var guide = await talent.GetJsonAsync("/api/v1/services/residence-permit");
        Assert.Equal(["passportExpiry", "currentPermitExpiry"], Part(guide, "mustBeValid").EnumerateArray().Select(each => each.GetProperty("field").GetString()!));
        Assert.Equal("residenceAction", Part(guide, "deadlines")[0].GetProperty("when").GetProperty("field").GetString());
    }

    private static string? Warning(Answer filed)
    {
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Status} {filed.Body}");
        return filed.Body.TryGetProperty("warnings", out var warnings) ? Assert.Single(warnings.EnumerateArray()).GetString() : null;
    }

    private async Task<Answer> FileAsync(string service, params (string Field, string Value)[] changes)
    {
        using var talent = await App.SignInAsync("schmidt");
        var answers = JsonNode.Parse(SeedCatalogue.Example(service).GetRawText())!.AsObject();
        foreach (var (field, value) in changes)
        {
            answers[field] = value;
        }

        return await talent.PostJsonAsync("/api/v1/requests", new { service, answers }, RandomSource.System.Id(20));
    }
}
