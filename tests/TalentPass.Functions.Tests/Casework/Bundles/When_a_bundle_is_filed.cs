using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>One filing for several departments (一件事): rule L14 over HTTP.</summary>
public sealed class When_a_bundle_is_filed(AzuriteFixture azurite) : WithBundles(azurite)
{
    // 浙规 5(3): parallel parts are all received at the same moment. For serial parts, the next clock starts at the written
    // completion of the previous part.
    [Fact]
    public async Task L14_Parallel_parts_are_received_at_the_same_moment_and_lie_on_their_desks()
    {
        var filed = await FileBundleAsync("li-wei", "new-arrival");
        filed.Is(HttpStatusCode.Created);
        var parts = Part(filed, "requests").EnumerateArray().ToList();
        Assert.Equal(["household", "housing", "health"], parts.Select(each => each.GetProperty("department").GetString()));
        Assert.Single(parts.Select(each => each.GetProperty("submittedAt").GetString()).Distinct());
        Assert.All(parts, each => Assert.Equal("submitted", each.GetProperty("state").GetString()));
        foreach (var part in parts)
        {
            var department = part.GetProperty("department").GetString()!;
            using var desk = await App.SignInAsync($"desk-{department}");
            await RequestCalls.OnDeskAsync(desk, department, part.GetProperty("number").GetString()!);
        }

        var seen = await BundleAsync("li-wei", filed);
        Assert.Equal(("open", 0, 3), (seen.Text("state"), Part(seen, "completed").GetInt32(), Part(seen, "total").GetInt32()));
        (await BundleAsync("zhang-hui", filed)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_bundle_is_read_in_two_calls_whatever_the_number_of_its_parts()
    {
        foreach (var bundle in (string[])["new-arrival", "foreign-arrival"])
        {
            var filed = await FileBundleAsync(bundle == "new-arrival" ? "li-wei" : "schmidt", bundle);
            // Requests of the same second have ids beside those of the parts.
            await FileAsync(bundle == "new-arrival" ? "li-wei" : "schmidt", Rent);
            var talentId = App.Services.GetRequiredService<RequestNumbers>().Parse(Number(filed, 0))!.TalentId;
            var talent = new Actor("talent", "", Roles.Talent, null, talentId);

            using var calls = StorageCalls.Begin();
            var read = await App.Services.GetRequiredService<ReadBundle>().FindAsync(talent, bundle, filed.Text("bundleNumber"), english: false, TestContext.Current.CancellationToken);

            Assert.Equal(2, calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal)));
            Assert.Equal(
                Part(filed, "requests").EnumerateArray().Select(each => (each.GetProperty("number").GetString(), each.GetProperty("shortCode").GetString(), each.GetProperty("stage").GetInt32())),
                Assert.IsType<Outcome<FiledBundleView>.Done>(read).Value.Requests.Select(each => ((string?)each.Number, (string?)each.ShortCode, each.Stage)));
        }
    }

    // 浙规 5(3): parallel parts are all received at the same moment. For serial parts, the next clock starts at the written
    // completion of the previous part.
    [Fact]
    public async Task L14_A_later_part_starts_at_the_written_completion_of_the_one_before()
    {
        var filed = await FileBundleAsync("schmidt", "foreign-arrival");
        var (work, residence) = (Number(filed, 0), Number(filed, 1));
        Assert.Equal("waiting", (await SeenAsync("schmidt", residence)).Text("state"));
        (await AtDeskAsync(residence, "exit-entry")).Is(HttpStatusCode.NotFound);
        using var hrss = await App.SignInAsync("desk-hrss");
        await RequestCalls.OnDeskAsync(hrss, "hrss", work);
        using (var before = await App.SignInAsync("desk-exit-entry"))
        {
            Assert.Empty(await RequestCalls.DeskAsync(before, "exit-entry"));
        }

        await ActAsync(work, "accept", new { }, "hrss");
        Clock.Set(Day(2026, 2, 27));
        await ActAsync(work, "approve", SeedCatalogue.Approval("work-permit"), "hrss");

        using var exitEntry = await App.SignInAsync("desk-exit-entry");
        await RequestCalls.OnDeskAsync(exitEntry, "exit-entry", residence);
        var started = await SeenAsync("schmidt", residence);
        Assert.Equal(("submitted", "2026-03-05"), (started.Text("state"), started.Text("due")));
        Assert.Equal(["submit", "bundle:start"], Verbs(started));
        Clock.Set(Day(2026, 3, 6));
        await RunTimersAsync();
        Assert.Equal("accepted", (await SeenAsync("schmidt", residence)).Text("state"));
        Assert.Equal("2026-03-19", (await SeenAsync("schmidt", residence)).Text("due"));
        await ActAsync(residence, "approve", SeedCatalogue.Approval("residence-permit"), "exit-entry");
        Assert.Equal("completed", (await BundleAsync("schmidt", filed)).Text("state"));
    }

    // The yearly window is chosen by the day of filing, no matter when the previous stage is completed.
    [Theory]
    [InlineData("2026-06-10", "2026-06-23")]
    [InlineData("2026-06-16", "2026-06-24")]
    public async Task L14_A_school_place_filed_in_time_does_not_lose_the_year_to_the_stage_before(string approved, string due)
    {
        var filed = await FileBundleAsync("zhang-hui", "family-move");
        using var household = await App.SignInAsync("desk-household");
        await RequestCalls.OnDeskAsync(household, "household", Number(filed, 0));
        await ActAsync(Number(filed, 0), "accept", new { }, "household");
        Clock.Set(new DateTimeOffset(DateOnly.Parse(approved, System.Globalization.CultureInfo.InvariantCulture), new TimeOnly(9, 0), TimeSpan.FromHours(8)));
        await ActWithSecondAsync(Number(filed, 0), "approve", new { }, "household");
        Assert.Equal(("submitted", due), ((await SeenAsync("zhang-hui", Number(filed, 1))).Text("state"), (await SeenAsync("zhang-hui", Number(filed, 1))).Text("due")));
    }

    [Theory]
    [InlineData("refuse")]
    [InlineData("withdraw")]
    public async Task A_bad_end_of_a_part_ends_those_that_wait_for_it(string how)
    {
        var filed = await FileBundleAsync("schmidt", "foreign-arrival");
        var (work, residence) = (Number(filed, 0), Number(filed, 1));
        if (how == "withdraw")
        {
            await DoAsync("schmidt", work, "withdraw", new { reason = "不来了" });
        }
        else
        {
            await ActAsync(work, "accept", new { }, "hrss");
            await ActAsync(work, "refuse", new { reason = "不符合条件" }, "hrss");
        }

        var ended = await SeenAsync("schmidt", residence);
        Assert.Equal(("terminated", "bundle:end"), (ended.Text("ending"), Verbs(ended)[^1]));
        Assert.Equal("ended", (await BundleAsync("schmidt", filed)).Text("state"));
    }

    [Fact]
    public async Task Two_parallel_parts_start_when_the_one_before_is_done_and_end_without_overlooking_each_other()
    {
        var filed = await FileBundleAsync("zhang-hui", "family-move");
        await ActAsync(Number(filed, 0), "accept", new { }, "household");
        await ActAsync(Number(filed, 0), "approve", new { }, "household");
        (string Number, string Desk)[] later = [(Number(filed, 1), "education"), (Number(filed, 2), "hrss")];
        foreach (var (number, desk) in later)
        {
            Assert.Equal("submitted", (await SeenAsync("zhang-hui", number)).Text("state"));
            await ActAsync(number, "accept", new { }, desk);
        }

        // The school place is decided after its window; the other part is late by then.
        Clock.Set(Day(2026, 6, 16));
        var late = (await ActAsync(later[1].Number, "approve", new { }, "hrss")).Member("awaiting", "of").GetInt32();
        var approved = await Task.WhenAll(
            ActAsync(later[0].Number, "approve", SeedCatalogue.Approval("school-enrolment"), "education"),
            ActAsync(later[1].Number, "confirm", new { of = late }, "hrss", "supervisor"));
        Assert.All(approved, each => Assert.Equal(HttpStatusCode.OK, each.Status));
        Assert.Equal("completed", (await BundleAsync("zhang-hui", filed)).Text("state"));
    }

    [Fact]
    public async Task The_same_key_files_once_and_wrong_answers_file_nothing()
    {
        var answers = Answers("new-arrival");
        using var talent = await App.SignInAsync("li-wei");
        var filed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers }, "once")));
        Assert.Single(filed.Select(each => each.Text("bundleNumber")).Distinct());
        Assert.Equal(7, filed.Count(each => each.Replayed));
        Assert.Equal(3, (await talent.GetJsonAsync("/api/v1/requests")).Items.Count);

        var wrong = await talent.PostJsonAsync("/api/v1/bundles/new-arrival/requests", new { answers = new { shoeSize = 43 } }, "other");
        Assert.Equal("unknown_field", Error(wrong, "/answers/shoeSize"));
        Assert.Equal("not_found", (await talent.PostJsonAsync("/api/v1/bundles/moon/requests", new { answers }, "moon")).Code);
        Assert.Equal(3, (await talent.GetJsonAsync("/api/v1/requests")).Items.Count);
    }
}
