using Azure.Data.Tables;
using TalentPass.Core.Scans;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Access;

/// <summary>A look at a talent, in the form for the talent (个人信息保护法 44, 45).</summary>
/// <param name="At">When it happened.</param>
/// <param name="Action"><c>scan.valid</c>, …, <c>look-up.valid</c>, …, <c>search.phone</c>, …, <c>talent.read</c>, <c>talent.list</c>, <c>case.read</c>, <c>file.read</c>, <c>document.read</c>, <c>wanted.read</c>, <c>desk.list</c>, <c>desk.export</c>.</param>
/// <param name="Actor">The account that looked.</param>
/// <param name="Department">The department of the account; left out at a hall.</param>
/// <param name="Place">The hall or gate; left out at a desk.</param>
/// <param name="What">What was looked at, in words.</param>
/// <param name="Why">Why it was allowed, in words.</param>
/// <param name="Offline">True for a scan that was uploaded later; else left out.</param>
/// <param name="ActorName">The name of the officer who looked; left out when it is not known.</param>
public sealed record AccessView(
    DateTimeOffset At, string Action, string Actor, string? Department, string? Place, string What, string Why, bool? Offline, string? ActorName);

/// <summary>
/// Reads who looked at a talent, newest first, for the talent.
/// </summary>
/// <param name="table">The table of the rows.</param>
/// <param name="looks">Reads the rows.</param>
/// <param name="dayLooks">Makes the entries of lists, exports and searches.</param>
/// <param name="nameOf">The names of officers.</param>
public sealed class AccessLog(TalentsTable table, LookRows looks, DayLooks dayLooks, OfficerNameOf nameOf)
{
    private static readonly Bilingual _handles = new("为办理您的办件。", "To handle your request.");

    private static readonly Bilingual _handsIn = new("为您在窗口补交材料。", "To take at the counter what you hand in.");

    private static readonly Bilingual _supervises = new("督办：核查办理是否依法、按期。", "Supervision: whether it is handled lawfully and in time.");

    private static readonly Bilingual _decided = new("作出决定的部门查阅或者督办。", "The department that decided, or supervision.");

    private static readonly Bilingual _ofOffice = new("人才办为认定和办理您的人才事项。", "The talent office, to recognise you and to handle what concerns you.");

    // A supervisor looks at cases and lists for another reason than the officers who handle them.
    private static readonly Dictionary<string, (Bilingual What, Bilingual Why, Bilingual WhySupervisor)> _read = new(StringComparer.Ordinal)
    {
        [Look.TalentRead] = (new("您的登记信息全文", "Everything on record about you"), _ofOffice, _ofOffice),
        [Look.CaseRead] = (new("您的一件办件", "One of your requests"), _handles, _supervises),
        [Look.FileRead] = (new("您提交的一份材料", "A file you handed in"), _handles, _handles),
        [Look.DocumentRead] = (new("您的一份结果文书", "One of your result documents"), _decided, _decided),
        [Look.WantedRead] = (new("您的一件办件还缺什么", "What one of your requests still wants"), _handsIn, _handsIn),
        [Look.DeskListed] = (
            new("部门办件列表中您的办件（姓名已隐去）", "Your requests in the department's list, with your name masked"), _handles, _supervises),
        [Look.DeskExported] = (
            new("部门导出的办件清单中您的办件（姓名已隐去）", "Your requests in a table the department exported, with your name masked"), _handles, _supervises),
        [Look.TalentListed] = (
            new("人才办查询结果中的您（姓名、手机号码已隐去）", "You in a search of the talent office, with name and phone masked"), _ofOffice, _ofOffice),
    };

    private static readonly Bilingual _scanned = new("为核验您的身份和可享服务。", "To check who you are and what you are entitled to.");

    private static readonly Bilingual _servedWithoutCode = new(
        "您未出示人才码，窗口凭您的证件为您办理。", "To serve you at the counter by your identity document, without your code.");

    private static readonly Dictionary<string, Bilingual> _searched = new(StringComparer.Ordinal)
    {
        ["document"] = new("按证件号码查到您的办件", "Your requests were found by your document"),
        ["phone"] = new("按手机号码查到您的办件", "Your requests were found by your phone"),
        ["name"] = new("按姓名查到您的办件", "Your requests were found by your name"),
    };

    /// <summary>
    /// Lists the looks at the caller, newest first; the entries that are one a reader and day come last of their day. Empty for a caller
    /// who is no talent. One storage call, and one more when this process has looks that are not entries yet.
    /// </summary>
    public async Task<Outcome<Page<AccessView>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Outcome<Page<AccessView>>.Done(new Page<AccessView>([], null));
        }

        await dayLooks.MakeAsync(talentId, cancel);
        var first = LookRows.Prefix(talentId);
        var rows = (await table.ReadAsync(TableFilter.After(Shard.Of(talentId), page.Cursor ?? first, TableFilter.Next(first)), page.Limit + 1, cancel)).Rows;
        return new Outcome<Page<AccessView>>.Done(Page.Of(rows, page, row => row.RowKey, row => Read(row, english)));
    }

    private AccessView Read(TableEntity row, bool english)
    {
        var action = row.GetString("Action");
        var supervises = row.GetBoolean("Supervises") is true;
        var (what, why) = _read.TryGetValue(action, out var texts) ? (texts.What, supervises ? texts.WhySupervisor : texts.Why)
            : action.Split('.') is [Look.Scanned, var outcome] ? (ScanOutcomes.Text(outcome), _scanned)
            : action.Split('.') is [Look.FoundByDocument, var state] ? (FoundByDocument(ScanOutcomes.Text(state)), _servedWithoutCode)
            : (By(action[(action.IndexOf('.', StringComparison.Ordinal) + 1)..]), SearchReasons.OfPerson(supervises));
        return new AccessView(
            row.GetDateTimeOffset("At")!.Value,
            action,
            row.GetString("Actor"),
            row.GetString("Department"),
            looks.PlaceOf(row),
            what.In(english),
            why.In(english),
            row.GetBoolean("Offline") is true ? true : null,
            nameOf(row.GetString("Actor"), english));
    }

    private static Bilingual FoundByDocument(Bilingual outcome) => new(
        $"窗口凭证件号码查到您的人才码：{outcome.Zh}", $"A counter found your pass by your document: {outcome.En}");

    // The action joins the kinds with "+": a search text can be both a phone number and a document number. Then both are named.
    private static Bilingual By(string kinds)
    {
        var texts = kinds.Split('+').Select(each => _searched[each]).ToArray();
        return new Bilingual(string.Join("、", texts.Select(each => each.Zh)), string.Join("; ", texts.Select(each => each.En)));
    }
}
