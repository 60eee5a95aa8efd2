using Microsoft.Extensions.Logging;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using Delivery = TalentPass.Core.Notifications.Channels.Delivery;

namespace TalentPass.Core.Casework.Timers;

/// <summary>
/// Sends each officer on the morning of a working day what is late and what is near its date: an officer their own cases and those that
/// nobody has claimed, a supervisor all of the department. By e-mail, to the address that the provider of the sign-in told.
/// </summary>
public sealed class MakeDigests(
    StaffDirectory staff, DeskStore desks, DeskRenderer lines, EmailChannel email, CurrentCatalogue catalogue, HomeCity city, WorkingCalendar calendar, TimeProvider time,
    ILogger<MakeDigests> log)
{
    /// <summary>The most open cases of a desk that are looked at, the earliest dates first.</summary>
    public const int MostCases = 2_000;

    private const int Page = 500;

    /// <summary>
    /// Sends the digests that were not sent today. Nothing on a day that is no working day. One call for each 500 open cases of a desk with
    /// officers, and two for each letter. Throws at the end when a desk failed; all others were worked on.
    /// </summary>
    /// <returns>How many letters were sent.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var today = LegalDay.Today(time);
        if (!email.IsOn || !calendar.IsWorkingDay(today))
        {
            return 0;
        }

        var apart = new Isolation("Digests", log);
        var sent = 0;
        var members = await staff.PresentAsync(each => each is { Email: not null, Department: not null } && (each.Roles & (Roles.Desk | Roles.Supervisor)) != Roles.None, cancel);
        foreach (var desk in members.GroupBy(each => each.Department!, StringComparer.Ordinal))
        {
            await apart.TryAsync(desk.Key, async () => sent += await SendAsync(desk.Key, [.. desk], today, cancel));
        }

        apart.End();
        return sent;
    }

    private async Task<int> SendAsync(string department, IReadOnlyList<StaffMember> members, DateOnly today, CancellationToken cancel)
    {
        var (urgent, sent) = (await UrgentAsync(department, cancel), 0);
        foreach (var member in members)
        {
            DeskItem[] items =
                [.. urgent.Where(each => (member.Roles & Roles.Supervisor) != Roles.None || each.ClaimedBy is null || each.ClaimedBy == member.Account)];
            if (items.Length > 0 && await desks.TryTakeDigestAsync(department, member.Account, today, cancel))
            {
                var late = items.Count(each => each.Light == "red");
                var delivery = await email.SendTextAsync(
                    $"{member.Account}|{today:yyyyMMdd}", member.Email!, DigestText.Subject(late, items.Length - late), DigestText.Body(items, $"{city.PublicUrl}/desk"), cancel);
                if (delivery is Delivery.Retry or Delivery.Mistake)
                {
                    await desks.GiveDigestBackAsync(department, member.Account, cancel);
                    continue;
                }

                sent++;
            }
        }

        return sent;
    }

    private async Task<IReadOnlyList<DeskItem>> UrgentAsync(string department, CancellationToken cancel)
    {
        var (urgent, current) = (new List<DeskItem>(), await catalogue(cancel));
        string? after = null;
        for (var seen = 0; seen < MostCases; seen += Page)
        {
            var (entries, next) = await desks.ListAsync(department, Page, after, cancel);
            urgent.AddRange(entries.Select(each => lines.Item(each, current, english: false)).Where(each => each.Light is "red" or "yellow"));
            if ((after = next) is null)
            {
                break;
            }
        }

        return urgent;
    }
}
