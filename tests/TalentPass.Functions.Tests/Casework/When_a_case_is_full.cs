using System.Globalization;
using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// A case at its limits: the longest texts in a character that needs four bytes, and the longest history. What may not be added
/// any more is refused, and the case still comes to its end.
/// </summary>
public sealed class When_a_case_is_full(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private const string Wide = "𬭎";
    private const int WideBytes = 4;
    private const int LongestText = 1_000;

    // A client need not escape anything in its JSON. The longest bodies are too large when they are escaped.
    private static readonly JsonSerializerOptions _plain = StoredJson.Of(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    private static string Longest { get; } = string.Concat(Enumerable.Repeat(Wide, LongestText));

    [Fact]
    public async Task The_longest_demand_is_told_supplied_and_followed_by_the_longest_of_everything()
    {
        var number = await FileAsync("li-wei", Rent);
        (await AskAsync(number)).Is(HttpStatusCode.OK);
        foreach (var seen in new[] { await AtDeskAsync(number), await SeenAsync("li-wei", number) })
        {
            var items = Part(seen, "supplement", "items").EnumerateArray().Select(each => each.GetProperty("text").GetString()).ToList();
            Assert.Equal(Enumerable.Repeat(Longest, 50), items);
            Assert.Equal(string.Join('\n', items), Part(seen, "timeline")[1].GetProperty("note").GetString());
        }

        (await SupplyAsync(number)).Is(HttpStatusCode.OK);
        (await DoAsync("li-wei", number, "urge", Body(new { text = Longest }))).Is(HttpStatusCode.OK);
        (await ActAsync(number, "answer-urge", Body(new { text = Longest }))).Is(HttpStatusCode.OK);
        (await ActAsync(number, "accept", Body(new { note = Longest }))).Is(HttpStatusCode.OK);
        (await ActAsync(number, "pause", Body(new { kind = "inspection", workingDays = 1, note = Longest }))).Is(HttpStatusCode.OK);
        (await ActAsync(number, "resume", Body(new { note = Longest }))).Is(HttpStatusCode.OK);
        (await ActWithSecondAsync(number, "extend", Body(new { workingDays = 1, reason = Longest, approver = "supervisor" }))).Is(HttpStatusCode.OK);
        await EndAsync(number, LongestText);
    }

    [Fact]
    public async Task A_case_filled_to_its_last_byte_refuses_what_can_be_repeated_and_comes_to_its_end()
    {
        var number = await FileAsync("li-wei", Rent);
        (await AskAsync(number)).Is(HttpStatusCode.OK);
        (await SupplyAsync(number)).Is(HttpStatusCode.OK);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        var notes = await FillAsync(number, 50 * LongestText * WideBytes + 49);

        Assert.Equal("case_full", (await ActAsync(number, "note", new { text = "a" })).Is(HttpStatusCode.Conflict).Code);
        Assert.Equal("case_full", (await ActAsync(number, "pause", new { kind = "inspection", workingDays = 1, note = "a" })).Code);
        var urged = await DoAsync("li-wei", number, "urge", new { text = "a" });
        Assert.Equal(("case_full", "办件记录已满"), (urged.Code, urged.Text("title")));
        Assert.Contains("仍可受理、决定、送达", urged.Text("detail"), StringComparison.Ordinal);
        Assert.Equal("case_full", await InBulkAsync(number));

        // Every step is read, at the desk, by the applicant, in lists and in the export.
        var seen = await AtDeskAsync(number);
        Assert.Equal(["submit", "request-supplement", "supplement", "accept", .. Enumerable.Repeat("note", notes)], Verbs(seen));
        Assert.Equal(CaseBudget.MostTextBytes, seen.Member("timeline").EnumerateArray().Sum(Bytes));
        Assert.Equal(Verbs(seen), Verbs(await SeenAsync("li-wei", number)));
        await AssertListedAsync(number, "accepted");

        // It can be handed on, and the timers go on.
        (await ActAsync(number, "assign", Body(new { to = "desk-housing-2", note = Longest }))).Is(HttpStatusCode.OK);
        (await ActAsync(number, "assign", new { to = "desk-housing" }, account: "supervisor")).Is(HttpStatusCode.OK);
        (await ActAsync(number, "transfer", Body(new { department = "hrss", reason = Longest }))).Is(HttpStatusCode.OK);
        await OnDeskAsync(number, "hrss");
        (await ActAsync(number, "transfer", Body(new { department = "housing", reason = Longest }), "hrss")).Is(HttpStatusCode.OK);
        await OnDeskAsync(number, "housing");
        Clock.Set(Day(2026, 3, 20));
        await RunTimersAsync();
        Assert.Contains("timer:slip", Verbs(await AtDeskAsync(number)));
        await EndAsync(number, LongestText);
    }

    [Fact]
    public async Task A_history_of_more_steps_than_one_answer_of_storage_is_read_whole_and_has_an_end()
    {
        var number = await FileAsync("li-wei", Rent);
        await AddNotesAsync(number, CaseBudget.MostSteps - 2);
        var last = (await ActAsync(number, "note", new { text = "最后一条", @internal = true })).Is(HttpStatusCode.OK);
        Assert.Equal(CaseBudget.MostSteps, last.Member("seq").GetInt32());
        Assert.Equal("case_full", (await ActAsync(number, "note", new { text = "a" })).Code);
        Assert.Equal("case_full", (await DoAsync("li-wei", number, "urge", new { text = "a" })).Code);

        var seen = await AtDeskAsync(number);
        var steps = seen.Member("timeline").EnumerateArray().ToList();
        Assert.Equal(Enumerable.Range(1, CaseBudget.MostSteps), steps.Select(each => each.GetProperty("seq").GetInt32()));
        Assert.Equal("最后一条", steps[^1].GetProperty("note").GetString());
        Assert.Equal(CaseBudget.MostSteps - 1, Verbs(await SeenAsync("li-wei", number)).Length);
        await AssertListedAsync(number, "submitted");
        await AssertCallsAsync(number);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        await EndAsync(number, 1);
    }

    private static string Body(object body) => JsonSerializer.Serialize(body, _plain);

    private static int Bytes(JsonElement step) =>
        step.TryGetProperty("note", out var note) ? System.Text.Encoding.UTF8.GetByteCount(note.GetString()!) : 0;

    private Task<Answer> AskAsync(string number) => ActAsync(
        number, "request-supplement", Body(new { items = Enumerable.Repeat(new { field = "bankName", text = Longest }, 50), dueWorkingDays = 60 }));

    private Task<Answer> SupplyAsync(string number) => DoAsync("li-wei", number, "supplement", new { answers = new { bankName = "中国银行" } });

    // Adds the longest notes, and then one that takes exactly what is left.
    private async Task<int> FillAsync(string number, int filled)
    {
        using var desk = await App.SignInAsync("desk-housing");
        var path = $"/api/v1/desks/housing/requests/{number}";
        var last = await desk.GetJsonAsync(path);
        for (var notes = 1; ; notes++)
        {
            var left = CaseBudget.MostTextBytes - filled;
            if (left < LongestText * WideBytes)
            {
                Assert.Equal("case_full", (await desk.PostJsonAsync($"{path}/note", Body(new { text = Longest }), ifMatch: last.ETag)).Code);
                var text = string.Concat(Enumerable.Repeat(Wide, left / WideBytes)) + new string('a', left % WideBytes);
                (await desk.PostJsonAsync($"{path}/note", Body(new { text, @internal = false }), ifMatch: last.ETag)).Is(HttpStatusCode.OK);
                return notes;
            }

            last = (await desk.PostJsonAsync($"{path}/note", Body(new { text = Longest, @internal = false }), ifMatch: last.ETag)).Is(HttpStatusCode.OK);
            filled += LongestText * WideBytes;
        }
    }

    private async Task<string?> InBulkAsync(string number)
    {
        using var desk = await App.SignInAsync("desk-housing");
        var done = await desk.PostJsonAsync("/api/v1/desks/housing/bulk", new { numbers = new[] { number }, action = "note", text = "a" });
        return done.Is(HttpStatusCode.OK).Items[0].GetProperty("code").GetString();
    }

    // Writes notes directly into storage, with their hashes, as the app would have written them one by one.
    private async Task AddNotesAsync(string number, int count)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (store, table) = (App.Services.GetRequiredService<RequestStore>(), App.Services.GetRequiredService<TalentsTable>());
        var first = (await store.FindAsync(App.Services.GetRequiredService<RequestNumbers>().Parse(number)!, cancel))!;
        var line = RequestMachine.Table.Single(each => each.From == first.State && each.Action == RequestMachine.Note);
        var (request, state, rows) = (first, new TableEntity(), new List<TableEntity>());
        for (var note = 1; note <= count; note++)
        {
            var step = RequestStep.Continue(
                request with { Timeline = [] }, request, line, RequestRig.Officer, Clock.GetUtcNow(), note.ToString(CultureInfo.InvariantCulture), isInternal: false);
            rows.Add(store.EventRow(first.Ref, step.Event, request.Head, step.After.Head));
            foreach (var (name, value) in store.Change(request, step.After, step.Event))
            {
                state[name] = value;
            }

            request = step.After with { Timeline = [] };
        }

        foreach (var part in rows.Chunk(100))
        {
            var transaction = new Transaction(Shard.Of(first.Ref.TalentId), OperationId.New(RandomSource.System));
            Assert.IsType<Commit.Written>(await table.CommitAsync(part.Aggregate(transaction, (all, row) => all.Add(row)), cancel));
        }

        var merge = new Transaction(Shard.Of(first.Ref.TalentId), OperationId.New(RandomSource.System));
        Assert.IsType<Commit.Written>(await table.CommitAsync(merge.Merge(state, first.Version, RequestStore.Beside(first, state)), cancel));
    }

    private async Task AssertListedAsync(string number, string state)
    {
        using var desk = await App.SignInAsync("desk-housing");
        using var talent = await App.SignInAsync("li-wei");
        Assert.Equal(state, (await RequestCalls.OnDeskAsync(desk, "housing", number)).GetProperty("state").GetString());
        var mine = (await talent.GetJsonAsync("/api/v1/requests")).Items;
        Assert.Equal(state, mine.Single(each => each.GetProperty("number").GetString() == number).GetProperty("state").GetString());
        var day = Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        Assert.Contains(number, (await desk.GetJsonAsync($"/api/v1/desks/housing/export.csv?from={day}&to={day}")).Is(HttpStatusCode.OK).Content, StringComparison.Ordinal);
    }

    // Reading the case costs one call for each 1,000 steps that its own row does not hold. Acting on it does not read them.
    private async Task AssertCallsAsync(string number)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (store, reference) = (App.Services.GetRequiredService<RequestStore>(), App.Services.GetRequiredService<RequestNumbers>().Parse(number)!);
        using (var calls = StorageCalls.Begin())
        {
            var request = (await store.FindAsync(reference, cancel))!;
            Assert.Equal(request.Head, request.Timeline.Aggregate(TimelineEvent.Genesis, (head, step) => step.Chain(head)));
            Assert.Equal(1 + 3, calls.Count);
        }

        using (var calls = StorageCalls.Begin())
        {
            await store.FindStateAsync(reference, cancel);
            Assert.Equal(1, calls.Count);
        }
    }

    // Decides the case, delivers and rates it, appeals, and ends the cases that the rating and the appeal open.
    private async Task EndAsync(string number, int length)
    {
        var text = string.Concat(Enumerable.Repeat(Wide, length));
        await RefuseAsync(number, text, null);
        (await DoAsync("li-wei", number, "rating", Body(new { grade = 1, channel = "pc", text }), "r")).Is(HttpStatusCode.OK);
        var mended = (await SeenAsync("li-wei", number)).Text("mendedAs");
        var appealed = (await DoAsync("li-wei", number, "appeal", Body(new { text }), "a")).Is(HttpStatusCode.Created).Text("number");
        await OnDeskAsync(mended, "housing");
        await RefuseAsync(mended, text, text);
        await OnDeskAsync(appealed, "housing");
        (await ActAsync(appealed, "accept", Body(new { note = text }), account: "desk-housing-2")).Is(HttpStatusCode.OK);
        await RefuseAsync(appealed, text, null, "desk-housing-2");
        Assert.Equal(text, (await SeenAsync("li-wei", appealed)).Text("decision", "reason"));
        var ended = await SeenAsync("li-wei", number);
        Assert.Equal(("rated", appealed, text), (ended.Text("state"), ended.Text("appealedAs"), ended.Text("decision", "reason")));
    }

    // A late refusal needs a second person.
    private async Task RefuseAsync(string number, string text, string? callBack, string account = "desk-housing")
    {
        var refused = (await ActAsync(number, "refuse", Body(new { reason = text }), account: account)).Is(HttpStatusCode.OK);
        if (refused.Body.TryGetProperty("awaiting", out var awaiting))
        {
            (await ActAsync(number, "confirm", new { of = awaiting.GetProperty("of").GetInt32() }, account: "supervisor")).Is(HttpStatusCode.OK);
        }

        (await ActAsync(number, "deliver", callBack is null ? Body(new { how = text }) : Body(new { how = text, callBack }), account: account)).Is(HttpStatusCode.OK);
    }

    private async Task OnDeskAsync(string number, string department)
    {
        using var desk = await App.SignInAsync($"desk-{department}");
        await RequestCalls.OnDeskAsync(desk, department, number);
    }
}
