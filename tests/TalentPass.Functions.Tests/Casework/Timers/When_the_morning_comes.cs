using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using TalentPass.Core;
using TalentPass.Core.Casework.Timers;
using TalentPass.Core.SignIn;
using TalentPass.Functions.Tests.Casework.Desks;
using TalentPass.Functions.Tests.Notifications;

namespace TalentPass.Functions.Tests.Casework.Timers;

/// <summary>On a working morning officers are sent what is late and what is near its date.</summary>
public sealed class When_the_morning_comes(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private MailProcess _mail = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync()
    {
        _mail = await MailProcess.StartAsync();
        await StartAsync(Settings(_mail.Port));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _mail.DisposeAsync();
    }

    [Fact]
    public async Task Each_officer_is_sent_their_own_and_what_nobody_has_claimed_and_a_supervisor_all()
    {
        await NoteAsync("desk-housing", "own@example.com", Roles.Desk);
        await NoteAsync("desk-housing-2", "other@example.com", Roles.Desk);
        await NoteAsync("chief-housing", "chief@example.com", Roles.Supervisor);
        await NoteAsync("desk-health", "health@example.com", Roles.Desk, "health");
        await NoteAsync("desk-housing-3", null, Roles.Desk);
        var (claimed, free) = (await FileAsync("li-wei", Rent), await FileAsync("zhang-hui", Rent));
        await ActAsync(claimed, "claim", new { });

        Assert.Equal(0, await SendAsync());
        // Friday 27 February is the last day to accept them, and the first working day after the festival is the 24th.
        Clock.Set(Day(2026, 2, 27));
        Assert.Equal(3, await SendAsync());
        Assert.Equal(0, await SendAsync());

        await Eventually.HoldsAsync(() => _mail.Mails.Count == 3, "three letters");
        var letters = _mail.Mails.ToDictionary(each => each.To, Read);
        Assert.Equal(["chief@example.com", "other@example.com", "own@example.com"], letters.Keys.Order(StringComparer.Ordinal));
        Assert.All(letters.Values, letter => Assert.Contains(free, letter.TextBody, StringComparison.Ordinal));
        Assert.Contains(claimed, letters["own@example.com"].TextBody, StringComparison.Ordinal);
        Assert.Contains(claimed, letters["chief@example.com"].TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain(claimed, letters["other@example.com"].TextBody, StringComparison.Ordinal);
        Assert.Contains("临近期限 2 件", letters["chief@example.com"].Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("李", letters["chief@example.com"].TextBody, StringComparison.Ordinal);

        // 28 February is a working day of that year, and they are late.
        Clock.Set(Day(2026, 2, 28));
        Assert.Equal(3, await SendAsync());
        await Eventually.HoldsAsync(() => _mail.Mails.Count == 6, "three more");
        Assert.Contains("逾期 1 件", Read(_mail.Mails.Last(each => each.To == "other@example.com")).Subject, StringComparison.Ordinal);
        Clock.Set(Day(2026, 3, 1));
        Assert.Equal(0, await SendAsync());
    }

    [Fact]
    public async Task What_the_mail_server_does_not_take_is_sent_by_the_next_run()
    {
        await NoteAsync("desk-housing", "own@example.com", Roles.Desk);
        await FileAsync("li-wei", Rent);
        Clock.Set(Day(2026, 2, 27));
        await _mail.DisposeAsync();
        Assert.Equal(0, await SendAsync());
        await App.DisposeAsync();
        _mail = await MailProcess.StartAsync();
        await StartAsync(Settings(_mail.Port));
        Assert.Equal(1, await SendAsync());
        await Eventually.HoldsAsync(() => _mail.Mails.Count == 1, "the letter");
    }

    private Task<int> SendAsync() => App.Services.GetRequiredService<MakeDigests>().RunAsync(Cancel);

    private Task NoteAsync(string account, string? email, Roles roles, string department = "housing") => App.Services.GetRequiredService<StaffDirectory>().NoteAsync(
        new StaffMember
        {
            Account = account,
            DisplayName = account,
            Roles = roles,
            Department = department,
            Provider = "city",
            Email = email,
            FirstSeenAt = Clock.GetUtcNow(),
            LastSeenAt = Clock.GetUtcNow(),
        },
        Cancel);

    private static MimeMessage Read(MailSeen seen) => MimeMessage.Load(new MemoryStream(System.Text.Encoding.ASCII.GetBytes(seen.Raw)), Cancel);

    private static Dictionary<string, string?> Settings(int port) => new()
    {
        ["Email:Host"] = "127.0.0.1",
        ["Email:Port"] = port.ToString(CultureInfo.InvariantCulture),
        ["Email:From"] = "talent@city.example",
        ["Email:Security"] = "none",
    };
}
