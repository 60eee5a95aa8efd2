using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>A request with more steps than its own row holds. The app reads the other steps from separate rows.</summary>
public sealed class When_a_request_has_a_long_history(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const int Notes = RequestStore.InlineSteps + 5;

    [Fact]
    public async Task It_is_read_whole_and_in_order_and_goes_on()
    {
        var number = await FileAsync("li-wei", Rent);
        using var desk = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}";
        var last = await desk.GetJsonAsync(path);
        for (var note = 1; note <= Notes; note++)
        {
            last = (await desk.PostJsonAsync($"{path}/note", new { text = $"第{note}次", @internal = note % 2 == 0 }, ifMatch: last.ETag)).Is(HttpStatusCode.OK);
        }

        // A claim does not read the history, and an acceptance reads the whole case. The applicant acts on the request as well.
        last = (await desk.PostJsonAsync($"{path}/claim", new { }, ifMatch: last.ETag)).Is(HttpStatusCode.OK);
        last = (await desk.PostJsonAsync($"{path}/accept", new { }, ifMatch: last.ETag)).Is(HttpStatusCode.OK);
        (await DoAsync("li-wei", number, "urge", new { text = "请尽快" })).Is(HttpStatusCode.OK);

        string[] notes = [.. Enumerable.Range(1, Notes).Select(note => $"第{note}次")];
        var atDesk = await AtDeskAsync(number);
        var seen = atDesk.Member("timeline").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, Notes + 4), seen.Select(each => each.GetProperty("seq").GetInt32()));
        Assert.Equal(notes, seen.Skip(1).Take(Notes).Select(each => each.GetProperty("note").GetString()!));
        Assert.Equal(["submit", .. notes.Select(_ => "note"), "claim", "accept", "urge"], Verbs(atDesk));
        var byTalent = Verbs(await SeenAsync("li-wei", number));
        Assert.Equal(["submit", .. notes.Where((_, index) => index % 2 == 0).Select(_ => "note"), "claim", "accept", "urge"], byTalent);
        await AssertChainAsync(number);
    }

    // Each step's hash includes the hash of the step before (hash chain). The head of the chain is in the request's own row.
    private async Task AssertChainAsync(string number)
    {
        var store = App.Services.GetRequiredService<RequestStore>();
        var request = (await store.FindAsync(App.Services.GetRequiredService<RequestNumbers>().Parse(number)!, TestContext.Current.CancellationToken))!;
        Assert.Equal((Notes + 4, Notes + 4), (request.Seq, request.Timeline.Count));
        Assert.Equal(request.Head, request.Timeline.Aggregate(TimelineEvent.Genesis, (head, step) => step.Chain(head)));

        using var calls = StorageCalls.Begin();
        await store.FindAsync(request.Ref, TestContext.Current.CancellationToken);
        Assert.Equal(2, calls.Count);
    }
}
