using System.Globalization;
using CsvHelper;
using TalentPass.Core.Calendar;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Writes lines of a desk's list as CSV: first the codes of the API, for programs, then the same in words, for people. A cell that a
/// spreadsheet would read as a formula gets an apostrophe in front.
/// </summary>
internal static class DeskCsv
{
    private static readonly Dictionary<string, Bilingual> _lights = new(StringComparer.Ordinal)
    {
        ["green"] = new("期限充足", "In time"),
        ["yellow"] = new("临近期限", "Due soon"),
        ["red"] = new("已超期", "Overdue"),
    };

    private static readonly Dictionary<string, Bilingual> _slips = new(StringComparer.Ordinal)
    {
        ["blue"] = new("蓝色", "Blue"),
        ["orange"] = new("橙色", "Orange"),
        ["red"] = new("红色", "Red"),
    };

    private static readonly (Bilingual Title, Func<DeskItem, string?> Cell)[] _codes =
    [
        (new("办件编号", "Number"), each => each.Number),
        (new("事项编码", "Service"), each => each.Service),
        (new("事项名称", "Title"), each => each.Title),
        (new("申请人", "Applicant"), each => each.Applicant),
        (new("人才层次", "Tier"), each => each.Tier?.ToString(CultureInfo.InvariantCulture)),
        (new("状态", "State"), each => each.State),
        (new("提交时间", "Submitted at"), each => LegalDay.In(each.SubmittedAt).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture)),
        (new("办理期限", "Due"), each => each.Due?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        (new("认领人", "Claimed by"), each => each.ClaimedBy),
        (new("亮灯", "Light"), each => each.Light),
        (new("期限暂定", "Provisional"), each => each.Provisional is true ? "1" : null),
        (new("督办单", "Slip"), each => each.Slip),
        (new("外地人才来源", "Home city"), each => each.Guest?.HomeCity),
    ];

    private static readonly (Bilingual Title, Func<DeskItem, bool, string?> Cell)[] _words =
    [
        (new("层次名称", "Tier in words"), (each, _) => each.TierTitle),
        (new("状态名称", "State in words"), (each, english) => StateWords.Of(each.State).In(english)),
        (new("认领人姓名", "Officer"), (each, _) => each.ClaimedByName),
        (new("时限情况", "Light in words"), (each, english) => _lights[each.Light].In(english)),
        (new("督办单颜色", "Slip in words"), (each, english) => each.Slip is { } slip ? _slips[slip].In(english) : null),
    ];

    private static readonly CsvWriterOptions _lines = CsvWriterOptions.Default with { WriteByteOrderMark = false, Injection = CsvInjection.Escape };
    private static readonly CsvWriterOptions _start = _lines with { WriteByteOrderMark = true };

    /// <summary>Writes the start of a table, a byte order mark and the header, as UTF-8.</summary>
    public static byte[] Header(bool english) => Write(_start, [[.. _codes.Select(each => each.Title.In(english)), .. _words.Select(each => each.Title.In(english))]]);

    /// <summary>Writes lines of a table as UTF-8. Without items there are no bytes.</summary>
    public static byte[] Lines(IEnumerable<DeskItem> items, bool english) => Write(_lines, items.Select(item => (string[])
        [.. _codes.Select(each => each.Cell(item) ?? ""), .. _words.Select(each => each.Cell(item, english) ?? "")]));

    private static byte[] Write(CsvWriterOptions options, IEnumerable<string[]> records)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, options, leaveOpen: true))
        {
            foreach (var record in records)
            {
                csv.WriteRecord(record);
            }
        }

        return bytes.ToArray();
    }
}
