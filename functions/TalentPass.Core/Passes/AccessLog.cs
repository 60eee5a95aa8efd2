using System.Globalization;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Desks;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes;

/// <summary>Somebody's look at a talent, as it is written down.</summary>
/// <param name="At">When.</param>
/// <param name="Action"><c>scan.…</c> with the outcome, <c>search.…</c> with what was searched by, or what was read.</param>
/// <param name="Actor">Who.</param>
/// <param name="Department">For which department; null at a hall.</param>
/// <param name="Place">Where; null at a desk.</param>
/// <param name="Offline">Whether it was uploaded later.</param>
public sealed record AccessEntry(DateTimeOffset At, string Action, Actor Actor, string? Department = null, string? Place = null, bool Offline = false);

/// <summary>Somebody's look at a talent, as the talent reads it (个人信息保护法 44, 45).</summary>
/// <param name="At">When.</param>
/// <param name="Action"><c>scan.valid</c>, …, <c>search.phone</c>, …, <c>talent.read</c>, <c>case.read</c>, <c>file.read</c>.</param>
/// <param name="Actor">The account of who looked.</param>
/// <param name="Department">For which department; left out at a hall.</param>
/// <param name="Place">Where; left out at a desk.</param>
/// <param name="What">What was looked at.</param>
/// <param name="Why">Why it was allowed.</param>
/// <param name="Offline">True where it was uploaded later; else left out.</param>
public sealed record AccessView(DateTimeOffset At, string Action, string Actor, string? Department, string? Place, string What, string Why, bool? Offline);

/// <summary>
/// Who looked at a talent: rows <c>tid|7|inverted ticks|id</c> in table <c>Talents</c>, newest first, each written in the
/// transaction of the look itself, so that no look is without one. Owns these keys.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="sealer">Seals the places.</param>
public sealed class AccessLog(StorageClients clients, FieldSealer sealer)
{
    /// <summary>The talent office opened the whole record.</summary>
    public const string Reading = "talent.read";

    /// <summary>Somebody who supervises a desk opened a case there; those who handle it stand in its history.</summary>
    public const string CaseReading = "case.read";

    /// <summary>The department that handles a case opened a file of it.</summary>
    public const string FileReading = "file.read";

    private static readonly Dictionary<string, (Bilingual What, Bilingual Why)> _read = new(StringComparer.Ordinal)
    {
        [Reading] = (
            new("您的登记信息全文", "Everything on record about you"),
            new("人才办为认定和办理您的人才事项。", "The talent office, to recognise you and to handle what concerns you.")),
        [CaseReading] = (
            new("您的一件办件", "One of your requests"), new("督办:核查办理是否依法、按期。", "Supervision: whether it is handled lawfully and in time.")),
        [FileReading] = (
            new("您提交的一份材料", "A file you handed in"), new("为办理您的办件。", "To handle your request.")),
    };

    private static readonly Bilingual _scanned = new("为核验您的身份和可享服务。", "To check who you are and what you are entitled to.");

    private static readonly Dictionary<string, Bilingual> _searched = new(StringComparer.Ordinal)
    {
        ["document"] = new("按证件号码查到您的办件", "Your requests were found by your document"),
        ["phone"] = new("按手机号码查到您的办件", "Your requests were found by your phone"),
        ["name"] = new("按姓名查到您的办件", "Your requests were found by your name"),
    };

    private readonly Table _table = clients.Table(StorageLayout.Talents);

    /// <summary>The row of a look.</summary>
    /// <param name="talentId">At whom.</param>
    /// <param name="id">Unique for this look.</param>
    /// <param name="entry">The look.</param>
    public TableEntity Row(string talentId, string id, AccessEntry entry)
    {
        var key = StorageKey.Join(talentId, "7", (long.MaxValue - entry.At.UtcTicks).ToString("d19", CultureInfo.InvariantCulture), id);
        return new TableEntity(Shard.Of(talentId), key)
        {
            ["At"] = entry.At,
            ["Action"] = entry.Action,
            ["Actor"] = entry.Actor.Account,
            ["Supervises"] = !entry.Actor.IsAny(Roles.Desk),
            ["Department"] = entry.Department,
            ["Place"] = entry.Place is null ? null : sealer.Seal(entry.Place, key),
            ["Offline"] = entry.Offline,
        };
    }

    /// <summary>The looks at the caller, newest first. One call.</summary>
    public async Task<Outcome<Page<AccessView>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Outcome<Page<AccessView>>.Done(new Page<AccessView>([], null));
        }

        var first = $"{talentId}|7|";
        var rows = (await _table.ReadAsync(TableFilter.After(Shard.Of(talentId), page.Cursor ?? first, TableFilter.Next(first)), page.Limit + 1, cancel)).Rows;
        var shown = rows.Take(page.Limit).ToArray();
        return new Outcome<Page<AccessView>>.Done(new Page<AccessView>([.. shown.Select(row => Read(row, english))], rows.Count > page.Limit ? shown[^1].RowKey : null));
    }

    private AccessView Read(TableEntity row, bool english)
    {
        var action = row.GetString("Action");
        var (what, why) = _read.TryGetValue(action, out var texts) ? texts
            : action.Split('.') is ["scan", var outcome] ? (ScanOutcomes.Text(outcome), _scanned)
            : (By(action[(action.IndexOf('.', StringComparison.Ordinal) + 1)..]), SearchReasons.OfPerson(row.GetBoolean("Supervises") ?? false));
        return new AccessView(
            row.GetDateTimeOffset("At")!.Value.ToOffset(LegalDay.Offset),
            action,
            row.GetString("Actor"),
            row.GetString("Department"),
            row.GetBinary("Place") is { } place ? sealer.Open(place, row.RowKey) : null,
            what.In(english),
            why.In(english),
            row.GetBoolean("Offline") is true ? true : null);
    }

    // A text may be read as a phone and as a document: both are named.
    private static Bilingual By(string kinds)
    {
        var texts = kinds.Split('+').Select(each => _searched[each]).ToArray();
        return new Bilingual(string.Join("、", texts.Select(each => each.Zh)), string.Join("; ", texts.Select(each => each.En)));
    }
}
