using System.Net;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Applicants;

/// <summary>A filing is judged by what is true at that moment, also when another instance of the app changed it.</summary>
public sealed class When_facts_change_before_a_filing(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private TestApp _other = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _other = await TestApp.StartAsync(Connection, services => services.AddSingleton<TimeProvider>(Clock));
    }

    public override async ValueTask DisposeAsync()
    {
        await _other.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_status_revoked_elsewhere_files_nothing_any_more()
    {
        (await FileAsync("li-wei")).Is(HttpStatusCode.Created);
        (await FileAsync("li-wei")).Is(HttpStatusCode.Created);
        using var office = await _other.SignInAsync("office");
        var status = (await office.GetJsonAsync("/api/v1/talents/0000w3e1")).Member("statuses")[0].GetProperty("statusId").GetString();
        (await office.PostJsonAsync($"/api/v1/talents/0000w3e1/statuses/{status}/revoke", new { reason = "材料不实" })).Is(HttpStatusCode.OK);

        (await FileAsync("li-wei")).Is(HttpStatusCode.UnprocessableEntity, "not_entitled");

        (await office.PostJsonAsync("/api/v1/talents/0000w3e1/statuses", new
        {
            scheme = "ningbo",
            tier = "senior",
            issuer = new { kind = "department", name = "宁波市人力资源和社会保障局" },
            basis = "认定文件",
            validFrom = "2024-01-01",
        })).Is(HttpStatusCode.Created);
        (await FileAsync("li-wei")).Is(HttpStatusCode.Created);
    }

    // Many filings of one talent at once would otherwise lose to each other again and again.
    [Fact]
    public async Task Those_who_read_the_facts_anew_after_a_filing_do_not_make_each_other_lose()
    {
        var cancel = TestContext.Current.CancellationToken;
        (await FileAsync("li-wei")).Is(HttpStatusCode.Created);
        var directory = App.Services.GetRequiredService<ApplicantDirectory>();
        Applicant[] both = [(await directory.FindAsync("0000w3e1", fresh: true, cancel))!, (await directory.FindAsync("0000w3e1", fresh: true, cancel))!];
        foreach (var each in both)
        {
            var id = RandomSource.System.Id(8);
            var shard = Shard.Of(each.TalentId);
            var transaction = new Transaction(shard, OperationId.New(RandomSource.System)).Add(new TableEntity(shard, $"!x|{id}"));
            each.Mark!.Require(transaction);
            Assert.IsType<Commit.Written>(await App.Services.GetRequiredService<TalentsTable>().CommitAsync(transaction, cancel));
        }
    }

    [Fact]
    public async Task A_pass_frozen_or_revoked_elsewhere_files_nothing_on_its_scan()
    {
        var scan = await ScanAsync("schmidt");
        (await FileForAsync(scan)).Is(HttpStatusCode.Created);
        (await FileForAsync(scan)).Is(HttpStatusCode.Created);
        using var talent = await _other.SignInAsync("schmidt");
        await talent.PostJsonAsync("/api/v1/passes/current/freeze", new { });
        Assert.Equal("not_valid", Error(await FileForAsync(scan), "/onBehalfOf/scanId"));
        // The pass is lost, not the talent: whoever is signed in may file.
        (await FileAsync("schmidt")).Is(HttpStatusCode.Created);

        await talent.PostJsonAsync("/api/v1/passes/current/unfreeze", new { });
        (await FileForAsync(scan)).Is(HttpStatusCode.Created);
        var passId = (await talent.GetJsonAsync("/api/v1/passes/current")).Text("passId");
        using var office = await _other.SignInAsync("office");
        (await office.PostJsonAsync($"/api/v1/passes/{passId}/revoke", new { reason = "遗失" })).Is(HttpStatusCode.OK);
        Assert.Equal("not_valid", Error(await FileForAsync(scan), "/onBehalfOf/scanId"));
    }

    [Fact]
    public async Task A_scan_of_another_day_is_too_old()
    {
        Clock.Set(new DateTimeOffset(2026, 2, 13, 23, 50, 0, TimeSpan.FromHours(8)));
        var scan = await ScanAsync("li-wei");
        Clock.Set(new DateTimeOffset(2026, 2, 14, 0, 1, 0, TimeSpan.FromHours(8)));
        Assert.Equal("too_old", Error(await FileForAsync(scan), "/onBehalfOf/scanId"));
    }

    // A card can be photographed, so it shows presence only together with the document.
    [Fact]
    public async Task A_printed_card_shows_presence_when_the_officer_has_confirmed_the_document()
    {
        using var office = await App.SignInAsync("office");
        using var talent = await App.SignInAsync("schmidt");
        var passId = (await talent.PostJsonAsync("/api/v1/passes", new { })).Text("passId");
        var code = (await office.PostJsonAsync($"/api/v1/passes/{passId}/cards", new { })).Text("code");
        using var hall = await App.SignInAsync("hall-1");
        var scan = (await hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅一号窗", nonce = "card" })).Text("scanId");

        Assert.Equal("document_not_confirmed", Error(await FileForAsync(scan, "residence-permit"), "/onBehalfOf/documentConfirmed"));
        (await FileForAsync(scan)).Is(HttpStatusCode.Created);
        var filed = (await FileForAsync(scan, "residence-permit", confirmed: true)).Is(HttpStatusCode.Created).Text("number");
        using var desk = await App.SignInAsync("desk-exit-entry");
        await RequestCalls.OnDeskAsync(desk, "exit-entry", filed);
        Assert.True((await AtDeskAsync(filed, "exit-entry")).Member("filing", "documentConfirmed").GetBoolean());
    }

    [Fact]
    public async Task A_filing_costs_two_calls_when_the_talent_was_read_within_the_minute()
    {
        await FileAsync("li-wei");
        var actor = new Actor("li-wei", "李伟", Roles.Talent, null, "0000w3e1");
        var submit = App.Services.GetRequiredService<SubmitRequest>();
        // The second filing of a day counts the open requests.
        for (var (filed, most) = (0, 3); filed < 3; filed++, most = 2)
        {
            using var calls = StorageCalls.Begin();
            var submission = new RequestSubmission(Rent, SeedCatalogue.Example(Rent, ("rentalAddress", $"\"海曙区{filed}号\"")));
            Assert.IsType<Outcome<RequestReceipt>.Created>(await submit.RunAsync(actor, submission, null, true, TestContext.Current.CancellationToken));
            Assert.True(calls.Count <= most, $"{calls.Count} calls: {string.Join(", ", calls.Calls)}");
        }
    }

    private async Task<string> ScanAsync(string account)
    {
        using var talent = await App.SignInAsync(account);
        await talent.PostJsonAsync("/api/v1/passes", new { });
        var code = (await talent.GetJsonAsync("/api/v1/passes/current/code")).Text("code");
        using var hall = await App.SignInAsync("hall-1");
        var scan = await hall.PostJsonAsync("/api/v1/scans", new { code, place = "大厅一号窗", nonce = RandomSource.System.Id(12) });
        Assert.Equal("valid", scan.Text("outcome"));
        return scan.Text("scanId");
    }

    private async Task<Answer> FileForAsync(string scanId, string service = Rent, bool confirmed = false)
    {
        using var hall = await App.SignInAsync("hall-1");
        return await hall.PostJsonAsync(
            "/api/v1/requests",
            new { service, answers = SeedCatalogue.Example(service), onBehalfOf = new { scanId, documentConfirmed = confirmed }, confirmRepeat = true },
            RandomSource.System.Id(20));
    }

    private async Task<Answer> FileAsync(string account)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), confirmRepeat = true }, RandomSource.System.Id(20));
    }
}
