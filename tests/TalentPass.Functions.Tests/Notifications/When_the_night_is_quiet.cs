using TalentPass.Core.Calendar;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>Between ten in the evening and seven in the morning, only what cannot wait is sent.</summary>
public sealed class When_the_night_is_quiet(AzuriteFixture azurite) : WithNotices(azurite)
{
    [Fact]
    public async Task What_can_wait_comes_at_seven_and_what_cannot_at_once()
    {
        Clock.Set(LegalDay.StartOf(new DateOnly(2026, 2, 13)).AddHours(22).AddMinutes(30));
        using var talent = await App.SignInAsync("li-wei");
        var (waits, urgent) = (await FileAsync("li-wei", Rent), await AskedAsync("li-wei"));
        (await ActAsync(waits, "accept", new { })).Is(System.Net.HttpStatusCode.OK);
        await StandsAsync(talent, urgent, "supplement-requested", "app told, sms told");
        await StandsAsync(talent, waits, "accepted", "app told");
        await Eventually.HoldsAsync(async () => await SweepAsync() == 0, "the notice waits");

        Clock.Set(LegalDay.StartOf(new DateOnly(2026, 2, 14)).AddHours(7).AddMinutes(-1));
        Assert.Equal((0, 1), (await SweepAsync(), Servers.Sms.Calls));
        Clock.Set(LegalDay.StartOf(new DateOnly(2026, 2, 14)).AddHours(7));
        Assert.Equal(1, await SweepAsync());
        using var morning = await App.SignInAsync("li-wei");
        await StandsAsync(morning, waits, "accepted", "app told, sms told");
        Assert.Equal(2, Servers.TextsTo(LiWeisPhone).Count);
    }
}
