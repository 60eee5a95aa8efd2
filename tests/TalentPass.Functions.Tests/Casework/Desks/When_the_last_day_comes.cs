using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>Actions that are still allowed on the last day of a time limit and refused on the day after.</summary>
public sealed class When_the_last_day_comes(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    // 许可法 42, 45: a request that is already late cannot be paused or extended.
    [Theory]
    [InlineData("pause")]
    [InlineData("extend")]
    public async Task The_clock_is_stopped_or_given_more_on_the_last_day_and_not_after_it(string verb)
    {
        object body = verb == "pause"
            ? new { kind = "inspection", workingDays = 5, note = "核查" }
            : new { workingDays = 5, reason = "案情复杂", approver = "supervisor" };
        var (onTime, late) = (await FileAsync("li-wei", Rent), await FileAsync("zhang-hui", Rent));
        foreach (var number in new[] { onTime, late })
        {
            Assert.Equal("2026-03-05", (await ActAsync(number, "accept", new { })).Text("due"));
        }

        Clock.Set(Day(2026, 3, 5));
        (await ActAsync(onTime, verb, body)).Is(HttpStatusCode.OK);
        Clock.Set(Day(2026, 3, 6));
        var refused = (await ActAsync(late, verb, body)).Is(HttpStatusCode.Conflict, "not_allowed_in_state");
        Assert.DoesNotContain(verb, refused.Member("allowedActions").EnumerateArray().Select(each => each.GetString()));
    }

    // 许可法 32(4): deemed acceptance after a supplement counts from the day on which the supplied papers arrived.
    [Fact]
    public async Task Whoever_accepts_late_after_papers_were_supplied_accepts_as_of_the_day_they_came()
    {
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "request-supplement", new { items = new[] { new { material = "lease-contract", text = "缺页" } }, dueWorkingDays = 5 });
        Clock.Set(Day(2026, 2, 25));
        (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "lease-contract" } } })).Is(HttpStatusCode.OK);
        var supplied = Clock.GetUtcNow();
        Clock.Set(Day(2026, 3, 20));
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);

        var services = App.Services;
        var request = await services.GetRequiredService<RequestStore>().FindAsync(
            services.GetRequiredService<RequestNumbers>().Parse(number)!, TestContext.Current.CancellationToken);
        Assert.InRange(request!.AcceptedAt!.Value, supplied.AddMinutes(-5), supplied);
        Assert.Equal(new DateOnly(2026, 2, 25), request.Clocks.Start);
    }

    [Fact]
    public async Task What_was_tolerated_may_be_supplied_until_its_date_is_certain()
    {
        Clock.Set(Day(2026, 12, 28));
        var number = await FileAsync("li-wei", Rent);
        await ActAsync(number, "accept-tolerant", new { missing = new[] { "rent-receipt" }, dueWorkingDays = 5 });
        Clock.Set(Day(2027, 1, 20));
        await RunTimersAsync();
        (await DoAsync("li-wei", number, "supplement", new { materials = new[] { new { id = "rent-receipt" } } })).Is(HttpStatusCode.OK);
        Assert.Equal("in_review", (await ActAsync(number, "accept", new { })).Text("state"));
    }
}
