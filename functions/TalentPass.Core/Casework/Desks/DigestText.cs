using System.Globalization;
using System.Text;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Casework.Desks;

/// <summary>The letter of the morning (晨报) to an officer: what is late and what is near its date. It names no applicant.</summary>
internal static class DigestText
{
    /// <summary>The most cases that a letter lists.</summary>
    public const int Most = 50;

    private static readonly Bilingual _late = new("逾期", "Late");
    private static readonly Bilingual _near = new("临近期限", "Near the date");

    /// <summary>The subject: how many.</summary>
    public static string Subject(int late, int near) => $"今日待办：逾期 {late} 件，临近期限 {near} 件 · Today: {late} late, {near} near the date";

    /// <summary>The letter.</summary>
    /// <param name="items">The cases, the most urgent first.</param>
    /// <param name="desk">The address of the desk's page.</param>
    public static string Body(IReadOnlyList<DeskItem> items, string desk)
    {
        var text = new StringBuilder();
        foreach (var item in items.Take(Most))
        {
            var (light, state) = (item.Light == "red" ? _late : _near, StateWords.Of(item.State));
            text.Append(CultureInfo.InvariantCulture, $"{item.Due:yyyy-MM-dd}  {light.Zh} {light.En}  {item.Number}  {item.Title}  {state.Zh} {state.En}\n");
        }

        if (items.Count > Most)
        {
            text.Append(CultureInfo.InvariantCulture, $"… 另有 {items.Count - Most} 件 · {items.Count - Most} more\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{desk}\n").ToString();
    }
}
