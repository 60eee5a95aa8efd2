using System.Globalization;
using CsvHelper;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Casework.Desks;

/// <summary>
/// Writes lines of a desk's list as CSV. A cell that a spreadsheet would read as a formula gets an apostrophe in front.
/// </summary>
internal static class DeskCsv
{
    private static readonly (Bilingual Title, Func<DeskItem, string?> Cell)[] _columns =
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
    ];

    private static readonly CsvWriterOptions _options = CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    /// <summary>Writes the header and the lines: UTF-8 with a byte order mark.</summary>
    public static byte[] Write(IEnumerable<DeskItem> items, bool english)
    {
        using var bytes = new MemoryStream();
        using (var csv = CsvWriter.Create(bytes, _options, leaveOpen: true))
        {
            csv.WriteRecord([.. _columns.Select(each => each.Title.In(english))]);
            foreach (var item in items)
            {
                csv.WriteRecord([.. _columns.Select(each => each.Cell(item) ?? "")]);
            }
        }

        return bytes.ToArray();
    }
}
