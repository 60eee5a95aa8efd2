using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>Calls that prepare or follow a filing: drafts, known answers and the progress query.</summary>
public sealed class When_a_request_is_prepared(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task A_draft_is_kept_listed_and_filed_once()
    {
        using var talent = await App.SignInAsync("li-wei");
        (await SaveAsync(talent, "mine", new { service = Rent, answers = new { bankName = "宁波银行" } })).Is(HttpStatusCode.OK);
        var listed = Assert.Single((await talent.GetJsonAsync("/api/v1/drafts")).Items);
        Assert.Equal(("mine", "宁波银行"), (listed.GetProperty("draftId").GetString(), listed.GetProperty("answers").GetProperty("bankName").GetString()));
        Assert.Equal("validation_failed", (await FileAsync(talent, "mine", "k1")).Code);

        await SaveAsync(talent, "mine", new { service = Rent, answers = SeedCatalogue.Example(Rent) });
        var filed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => FileAsync(talent, "mine", "k2")));
        Assert.All(filed, each => Assert.Equal(HttpStatusCode.Created, each.Status));
        Assert.Single(filed.Select(each => each.Text("number")).Distinct());
        Assert.Empty((await talent.GetJsonAsync("/api/v1/drafts")).Items);
        Assert.Equal("not_found", (await FileAsync(talent, "mine", "k3")).Code);
        Assert.Single((await talent.GetJsonAsync("/api/v1/requests")).Items);
    }

    [Fact]
    public async Task Known_answers_cost_three_calls_whatever_was_filed_before()
    {
        for (var filed = 0; filed < 5; filed++)
        {
            var talentId = App.Services.GetRequiredService<RequestNumbers>().Parse(await FileAsync("li-wei", Rent))!.TalentId;

            using var calls = StorageCalls.Begin();
            var known = await App.Services.GetRequiredService<PrefillAnswers>().RunAsync(
                new Actor("li-wei", "", Roles.Talent, null, talentId), Rent, english: true, TestContext.Current.CancellationToken);

            Assert.NotEmpty(Assert.IsType<Outcome<PrefillView>.Done>(known).Value.From);
            Assert.Equal(3, calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task A_draft_is_nobody_elses_and_what_cannot_be_kept_is_refused()
    {
        using var talent = await App.SignInAsync("li-wei");
        using var other = await App.SignInAsync("zhang-hui");
        await SaveAsync(talent, "mine", new { service = Rent, answers = SeedCatalogue.Example(Rent) });
        Assert.Empty((await other.GetJsonAsync("/api/v1/drafts")).Items);
        Assert.Equal("not_found", (await FileAsync(other, "mine", "k1")).Code);
        Assert.Equal("not_in_list", Error(await SaveAsync(talent, "a", new { service = "moon", answers = new { } }), "/service"));
        Assert.Equal("wrong_type", Error(await SaveAsync(talent, "a", new { service = Rent, answers = 7 }), "/answers"));
        Assert.Equal("not_found", (await SaveAsync(talent, "a.b", new { service = Rent, answers = new { } })).Code);
        Assert.Equal("not_found", (await SaveAsync(talent, "A%7CB", new { service = Rent, answers = new { } })).Code);
    }

    // A body has at most 256 KiB. Stored with escapes, these would have up to six times as many bytes.
    [Theory]
    [InlineData("<", 250_000)]
    [InlineData("𬭎", 62_500)]
    [InlineData("\\\"", 62_500)]
    [InlineData("\\u674e", 41_000)]
    public async Task A_draft_as_long_as_a_body_is_kept_whatever_it_is_written_in(string text, int times)
    {
        using var talent = await App.SignInAsync("li-wei");
        var body = $$$"""{"service":"{{{Rent}}}","answers":{"bankName":"{{{string.Concat(Enumerable.Repeat(text, times))}}}"}}""";
        var saved = (await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/long", body)).Is(HttpStatusCode.OK);
        Assert.Equal(times, saved.Text("answers", "bankName").EnumerateRunes().Count());
        Assert.Equal(saved.Text("answers", "bankName"), (await talent.GetJsonAsync("/api/v1/drafts/long")).Text("answers", "bankName"));
        Assert.Equal("validation_failed", (await FileAsync(talent, "long", "k1")).Code);
    }

    // Half a surrogate pair is no text; a draft is kept for a person, who could not have typed it.
    [Theory]
    [InlineData("""{"bankName":"\ud800"}""")]
    [InlineData("""{"\udc00":1}""")]
    public async Task A_draft_with_half_a_character_is_refused(string answers)
    {
        using var talent = await App.SignInAsync("li-wei");
        var saved = await talent.CallAsync(HttpMethod.Put, "/api/v1/drafts/half", $$"""{"service":"{{Rent}}","answers":{{answers}}}""");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "validation_failed"), (saved.Status, saved.Code));
    }

    // Some phones write a UUID in capital letters.
    [Fact]
    public async Task An_id_in_capitals_is_the_same_as_in_small_letters()
    {
        const string Id = "0F8FAD5B-D9CB-469F-A165-70867728950E";
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal(Id.ToLowerInvariant(), (await SaveAsync(talent, Id, new { service = Rent, answers = new { } })).Text("draftId"));
        (await SaveAsync(talent, Id.ToLowerInvariant(), new { service = Rent, answers = SeedCatalogue.Example(Rent) })).Is(HttpStatusCode.OK);
        Assert.Single((await talent.GetJsonAsync("/api/v1/drafts")).Items);
        (await FileAsync(talent, Id, "k1")).Is(HttpStatusCode.Created);
        Assert.Empty((await talent.GetJsonAsync("/api/v1/drafts")).Items);
    }

    [Fact]
    public async Task A_talent_keeps_fifty_drafts_at_most()
    {
        using var talent = await App.SignInAsync("li-wei");
        foreach (var number in Enumerable.Range(0, 50))
        {
            (await SaveAsync(talent, $"d{number}", new { service = Rent, answers = new { } })).Is(HttpStatusCode.OK);
        }

        var refused = await SaveAsync(talent, "one-more", new { service = Rent, answers = new { } });
        refused.Is(HttpStatusCode.Conflict, "too_many_drafts");
        Assert.Contains("50", refused.Text("detail"), StringComparison.Ordinal);
        (await SaveAsync(talent, "d7", new { service = Rent, answers = new { } })).Is(HttpStatusCode.OK);
        var first = await talent.GetJsonAsync("/api/v1/drafts?limit=40");
        var second = await talent.GetJsonAsync($"/api/v1/drafts?limit=40&cursor={Uri.EscapeDataString(first.Text("nextCursor"))}");
        Assert.Equal(50, first.Items.Count + second.Items.Count);
    }

    // 浙规 7: data are handed in once. No desk may ask for them again.
    [Fact]
    public async Task L15_What_was_told_before_is_filled_in_and_says_where_it_is_from()
    {
        using var talent = await App.SignInAsync("schmidt");
        var known = await talent.GetJsonAsync("/api/v1/services/residence-permit/prefill");
        Assert.Equal("profile", Part(known, "from", "passportNumber").GetString());
        Assert.False(Part(known, "answers").TryGetProperty("residenceAddress", out _));

        var filed = await RequestCalls.FileAsync(talent, "visa-extension");
        var later = await talent.GetJsonAsync("/api/v1/services/residence-permit/prefill");
        Assert.Equal(filed.Text("number"), Part(later, "from", "residenceAddress").GetString());
        Assert.Equal(SeedCatalogue.Example("visa-extension").GetProperty("residenceAddress").GetString(), Part(later, "answers", "residenceAddress").GetString());
        Assert.Equal("not_found", (await talent.GetJsonAsync("/api/v1/services/moon/prefill")).Code);
    }

    // 浙规 12: the city must offer a progress query.
    [Fact]
    public async Task L17_Progress_is_told_to_whoever_has_number_and_short_code_and_nothing_of_the_person()
    {
        using var talent = await App.SignInAsync("li-wei");
        var filed = await RequestCalls.FileAsync(talent, Rent);
        var (number, code) = (filed.Text("number"), filed.Text("shortCode"));
        var progress = await App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={code.ToLowerInvariant()}");
        Assert.Equal(("submitted", filed.Text("due")), (progress.Text("state"), progress.Text("due")));
        Assert.Equal(
            ["due", "number", "provisional", "state", "submittedAt"],
            progress.Body.EnumerateObject().Select(each => each.Name).Order(StringComparer.Ordinal));

        var wrong = code[..^1] + (code[^1] == '2' ? '3' : '2');
        Assert.Equal("not_found", (await App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={wrong}")).Code);
        Assert.Equal("not_found", (await App.Http.GetJsonAsync($"/api/v1/progress?number=AAAA-AAAA-AAAA-AAAA-A&shortCode={code}")).Code);
        Assert.Equal("invalid_parameter", (await App.Http.GetJsonAsync($"/api/v1/progress?number={number}")).Code);
    }

    // 浙规 12: the city must offer a progress query.
    [Fact]
    public async Task L17_Whoever_guesses_short_codes_is_stopped()
    {
        using var talent = await App.SignInAsync("li-wei");
        var number = (await RequestCalls.FileAsync(talent, Rent)).Text("number");
        var answers = new List<Answer>();
        for (var guess = 0; guess < 40; guess++)
        {
            answers.Add(await App.Http.GetJsonAsync($"/api/v1/progress?number={number}&shortCode={RandomSource.System.Id(8)}"));
        }

        Assert.Contains(answers, each => each.Status == HttpStatusCode.TooManyRequests);
    }

    private static Task<Answer> SaveAsync(HttpClient talent, string draft, object body) => talent.CallAsync(HttpMethod.Put, $"/api/v1/drafts/{draft}", body);

    private static Task<Answer> FileAsync(HttpClient talent, string draft, string key) => talent.PostJsonAsync($"/api/v1/drafts/{draft}/submit", new { }, key);
}
