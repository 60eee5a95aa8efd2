using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Catalogue.Rules;

/// <summary>The rules for the words of notices: everything that must be told has words that every channel takes.</summary>
internal static class NoticeRules
{
    private const string At = "/notifications";
    private const int MostFields = 7;

    // As long as the values of the product become: a number, a provisional date.
    private const string LongNumber = "7K2M-9QXW-3R4T-8NZA-5", LongDay = "30 September 2026 (provisional)";

    public static IEnumerable<CatalogueProblem> Check(ServiceCatalogue catalogue) => catalogue.Notifications is not { } words ? [] :
    [
        .. CheckNames($"{At}/forms", [.. words.Forms.Select(each => each.Id)], NoticeForms.All, "form"),
        .. CheckNames($"{At}/kinds", [.. words.Kinds.Select(each => each.Id)], NoticeKinds.All, "kind"),
        .. CatalogueRules.Each($"{At}/forms", words.Forms, CheckForm),
        .. CatalogueRules.Each($"{At}/kinds", words.Kinds, (kind, at) => CheckKind(catalogue, words, kind, at)),
    ];

    private static IEnumerable<CatalogueProblem> CheckNames(string at, IReadOnlyList<string> there, IReadOnlyList<string> known, string what) =>
    [
        .. known.Except(there).Select(each => new CatalogueProblem(at, $"missing_{what}", $"There are no words for '{each}'.")),
        .. there.Index().Where(each => !known.Contains(each.Item, StringComparer.Ordinal))
            .Select(each => new CatalogueProblem($"{at}/{each.Index}/id", $"unknown_{what}", $"'{each.Item}' is none of {string.Join(", ", known)}.")),
        .. there.Index().Where(each => there.Take(each.Index).Contains(each.Item, StringComparer.Ordinal))
            .Select(each => new CatalogueProblem($"{at}/{each.Index}/id", "duplicate_id", $"'{each.Item}' is there twice.")),
    ];

    private static IEnumerable<CatalogueProblem> CheckForm(NoticeForm form, string at)
    {
        foreach (var problem in CheckText(form.Title, $"{at}/title", NoticeKind.MostTitle, NoticeKind.MostTitle, []))
        {
            yield return problem;
        }

        if (form.Fields.Count is 0 or > MostFields)
        {
            yield return new($"{at}/fields", "too_many", $"A WeChat template has 1–{MostFields} fields.");
        }

        foreach (var (keyword, text) in form.Fields)
        {
            if (FindFieldFault(keyword, text) is { } fault)
            {
                yield return new($"{at}/fields/{keyword}", fault.Code, fault.Text);
            }
        }
    }

    private static (string Code, string Text)? FindFieldFault(string keyword, string text)
    {
        if (WeChatField.TypeOf(keyword) is not { } type)
        {
            return ("unknown_field", "A field is thing, character_string, phrase, time or date with a number.");
        }

        string[] allowed = type switch
        {
            WeChatField.Thing => ["service", "hint", "state"],
            WeChatField.CharacterString => ["number"],
            WeChatField.Phrase => ["state"],
            _ => ["at"],
        };
        if (!NoticePattern.IsWellFormed(text) || text.Contains('[', StringComparison.Ordinal))
        {
            return ("invalid_pattern", "Braces are closed; a field has no part that may be left out.");
        }

        if (NoticePattern.NamesIn(text).Except(allowed).FirstOrDefault() is { } other)
        {
            return ("unknown_placeholder", $"'{{{other}}}' cannot stand in a {type}, only {string.Join(", ", allowed)}.");
        }

        // A time has no other text; a thing is cut when its values are long, so here only what is fixed counts.
        var longest = NoticePattern.Fill(text, name => name switch { "number" => LongNumber, "state" => "容缺受理中", _ => "" });
        return type is WeChatField.Time or WeChatField.Date ? text == "{at}" ? null : ("invalid_field", "A time or date is {at}.")
            : text.Length > 0 && (longest.Length == 0 || WeChatField.Takes(type, longest)) ? null
            : ("invalid_field", $"WeChat does not take this as a {type}.");
    }

    private static IEnumerable<CatalogueProblem> CheckKind(ServiceCatalogue catalogue, NoticeWordings words, NoticeKind kind, string at)
    {
        if (words.Form(kind.Form) is null)
        {
            yield return new($"{at}/form", "unknown_form", $"There is no form '{kind.Form}'.");
        }

        if (kind.CanWait && NoticeKinds.Urgent.Contains(kind.Id, StringComparer.Ordinal))
        {
            yield return new($"{at}/canWait", "cannot_wait", "What sets a date for the person or ends something does not wait.");
        }

        foreach (var problem in
            CheckText(kind.Title, $"{at}/title", NoticeKind.MostTitle, NoticeKind.MostTitle, [])
            .Concat(CheckText(kind.Text, $"{at}/text", NoticeKind.MostText, NoticeKind.MostText, NoticePattern.Known))
            .Concat(CheckText(kind.Brief, $"{at}/brief", NoticeKind.MostBrief, NoticeKind.MostBrief, NoticePattern.Brief))
            .Concat(CheckText(kind.Hint, $"{at}/hint", NoticeKind.MostHint, NoticeKind.MostHint, []))
            .Concat(CheckText(kind.State, $"{at}/state", NoticeKind.MostState, NoticeKind.MostHint, [])))
        {
            yield return problem;
        }

        if (!WeChatField.Takes(WeChatField.Phrase, kind.State.Zh))
        {
            yield return new($"{at}/state/zh", "invalid_phrase", $"A state is 1–{NoticeKind.MostState} Chinese characters.");
        }

        foreach (var (language, english) in new[] { ("zh", false), ("en", true) })
        {
            var service = catalogue.Services.Select(each => each.Title.In(english)).MaxBy(each => each.Length) ?? "";
            var filled = NoticePattern.Fill(kind.Brief.In(english), name => name switch
            {
                "service" => service,
                "number" => LongNumber,
                "due" => LongDay,
                _ => kind.State.In(english),
            });
            if (TextRules.Length(filled) > NoticeKind.MostFilledBrief)
            {
                yield return new($"{at}/brief/{language}", "too_long", $"A brief has at most {NoticeKind.MostFilledBrief} characters with the longest service and number.");
            }
        }
    }

    private static IEnumerable<CatalogueProblem> CheckText(Bilingual text, string at, int mostZh, int mostEn, IReadOnlyList<string> allowed)
    {
        foreach (var (language, written, most) in new[] { ("zh", text.Zh, mostZh), ("en", text.En, mostEn) })
        {
            var place = $"{at}/{language}";
            if (TextRules.FindFault(written, most) is { } fault)
            {
                yield return new(place, fault, $"A text has 1–{most} characters.");
            }
            else if (!NoticePattern.IsWellFormed(written))
            {
                yield return new(place, "invalid_pattern", "Braces and brackets are closed and not nested, and a part in brackets has a placeholder.");
            }
            else if (NoticePattern.NamesIn(written).Except(allowed).FirstOrDefault() is { } other)
            {
                yield return new(place, "unknown_placeholder", $"'{{{other}}}' cannot stand here{(allowed.Count == 0 ? "" : $", only {string.Join(", ", allowed)}")}.");
            }
            else if (NoticePattern.MayLeaveGap(written))
            {
                yield return new(place, "may_leave_gap", "A fact that may be missing stands in square brackets.");
            }
        }
    }
}
