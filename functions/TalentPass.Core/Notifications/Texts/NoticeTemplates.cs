using System.Globalization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Notifications.Texts;

/// <summary>
/// Puts notices into the words of a catalogue. A version of the catalogue from before there were notices, or from before one of
/// their kinds, is read with the words that come with the app.
/// </summary>
/// <param name="words">The words of the catalogue; null when it has none.</param>
public sealed class NoticeTemplates(NoticeWordings? words)
{
    /// <summary>The languages, as they are stored.</summary>
    public const string Chinese = "zh", English = "en";

    /// <summary>Stands in a WeChat field for a fact that is missing: WeChat takes no empty values.</summary>
    private const string Nothing = "-";

    /// <summary>The words of a catalogue.</summary>
    public static NoticeTemplates Of(ServiceCatalogue catalogue) => new(catalogue.Notifications);

    /// <summary>Whether there are words for a kind.</summary>
    public bool Has(string kind) => Find(kind) is not null;

    /// <summary>The name of a form in a language.</summary>
    /// <exception cref="ArgumentException">There is no such form.</exception>
    public string FormTitle(string form, string language) => FormOf(form).Title.In(language == English);

    /// <summary>Puts a notice into words.</summary>
    /// <param name="facts">What it is about.</param>
    /// <param name="language"><c>zh</c> or <c>en</c>.</param>
    /// <exception cref="ArgumentException">There are no words for this kind.</exception>
    public NoticeWords Fill(NoticeFacts facts, string language)
    {
        var english = language == English;
        var kind = Find(facts.Kind) ?? throw new ArgumentException($"There are no words for a notice '{facts.Kind}'.", nameof(facts));
        string? Value(string name) => ValueOf(facts, kind, name, english);
        return new NoticeWords(
            kind.Title.In(english),
            NoticePattern.Fill(kind.Text.In(english), Value),
            NoticePattern.Fill(kind.Brief.In(english), Value),
            FormOf(kind.Form).Fields.ToDictionary(each => each.Key, each => FieldOf(facts, kind, each.Key, each.Value, english), StringComparer.Ordinal),
            kind.Form,
            kind.CanWait);
    }

    private NoticeKind? Find(string kind) => words?.Kind(kind) ?? ShippedNotices.Words.Kind(kind);

    private NoticeForm FormOf(string form) => words?.Form(form) ?? ShippedNotices.Words.Form(form)
        ?? throw new ArgumentException($"There is no form '{form}' of notices.", nameof(form));

    private static string? ValueOf(NoticeFacts facts, NoticeKind kind, string name, bool english) => name switch
    {
        "service" => facts.Service?.In(english),
        "number" => facts.Number,
        "newNumber" => facts.NewNumber,
        "department" => facts.Department?.In(english),
        "authority" => Said(facts.Authority),
        "due" => facts.Due is { } day ? DayText(day, facts.Provisional, english) : null,
        "days" => facts.Days?.ToString(CultureInfo.InvariantCulture),
        "note" => Said(facts.Note),
        "remedy" => facts.Remedy?.In(english),
        "at" => TimeText(facts.At, english),
        "state" => kind.State.In(english),
        "hint" => kind.Hint.In(english),
        _ => null,
    };

    // WeChat takes phrases and times in Chinese alone.
    private static string FieldOf(NoticeFacts facts, NoticeKind kind, string keyword, string pattern, bool english)
    {
        var type = WeChatField.TypeOf(keyword);
        var filled = NoticePattern.Fill(pattern, name => ValueOf(facts, kind, name, english && type == WeChatField.Thing) ?? Nothing);
        return type switch
        {
            WeChatField.Thing => WeChatField.Cut(filled, WeChatField.MostThing),
            WeChatField.CharacterString => WeChatField.Cut(filled, WeChatField.MostCharacters),
            _ => filled,
        };
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string DayText(DateOnly day, bool provisional, bool english) => english
        ? day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) + (provisional ? " (provisional)" : "")
        : day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture) + (provisional ? "（暂定）" : "");

    private static string TimeText(DateTimeOffset moment, bool english) =>
        LegalDay.In(moment).ToString(english ? "d MMMM yyyy, HH:mm" : "yyyy年M月d日 HH:mm", CultureInfo.InvariantCulture);
}
