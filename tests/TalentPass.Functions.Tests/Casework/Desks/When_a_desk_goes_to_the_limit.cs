using System.Net;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The limits of numbers and lists in a desk's actions: the largest value that is accepted and the first value that is refused.
/// </summary>
public sealed class When_a_desk_goes_to_the_limit(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    [Fact]
    public async Task A_pause_has_1_to_120_working_days()
    {
        var number = await FileAsync("li-wei", Rent);
        (await ActAsync(number, "accept", new { })).Is(HttpStatusCode.OK);
        foreach (var days in new[] { -1, 0, 121 })
        {
            Assert.Equal("out_of_range", Error(await PauseAsync(days), "/workingDays"));
        }

        (await PauseAsync(120)).Is(HttpStatusCode.OK);
        (await ActAsync(number, "resume", new { })).Is(HttpStatusCode.OK);
        (await PauseAsync(1)).Is(HttpStatusCode.OK);

        Task<Answer> PauseAsync(int workingDays) => ActAsync(number, "pause", new { kind = "inspection", workingDays, note = "核查" });
    }

    [Fact]
    public async Task Papers_are_waited_for_1_to_60_working_days()
    {
        foreach (var days in new[] { 1, 60 })
        {
            var number = await FileAsync("li-wei", Rent);
            foreach (var wrong in new[] { -1, 0, 61 })
            {
                Assert.Equal("out_of_range", Error(await AskAsync(number, wrong, 1), "/dueWorkingDays"));
            }

            Assert.Equal("supplement_wanted", (await AskAsync(number, days, 1)).Text("state"));
        }
    }

    [Fact]
    public async Task Up_to_50_things_are_asked_for_at_once()
    {
        var number = await FileAsync("li-wei", Rent);
        Assert.Equal("required", Error(await AskAsync(number, 5, 0), "/items"));
        Assert.Equal("too_many", Error(await AskAsync(number, 5, 51), "/items"));
        Assert.Equal("supplement_wanted", (await AskAsync(number, 5, 50)).Text("state"));
    }

    private Task<Answer> AskAsync(string number, int dueWorkingDays, int items) => ActAsync(
        number,
        "request-supplement",
        new { items = Enumerable.Range(1, items).Select(each => new { field = "bankName", text = $"第{each}处不清楚" }), dueWorkingDays });
}
