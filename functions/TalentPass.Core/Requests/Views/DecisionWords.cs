using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Requests.Views;

/// <summary>The content of a decision as people read it, in the words of the service's results.</summary>
public static class DecisionWords
{
    /// <summary>The type of a decision against the applicant.</summary>
    public const string Refuse = "refuse";

    private static readonly Bilingual _granted = new("准予", "Granted");
    private static readonly Bilingual _yes = new("是", "Yes");
    private static readonly Bilingual _no = new("否", "No");

    /// <summary>The name of the result; a general one when the catalogue no longer has it.</summary>
    public static Bilingual Title(DecisionFact decision, ServiceItem service) => service.Result(decision.Type)?.Title ?? _granted;

    /// <summary>The fields that the decision has, in the order of the form.</summary>
    public static IReadOnlyList<DecisionLineView> Lines(DecisionFact decision, ServiceItem service, bool english)
    {
        if (service.Result(decision.Type) is not { } result || decision.Fields.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        return
        [
            .. result.Form.GetProperty("properties").EnumerateObject()
                .Where(each => decision.Fields.TryGetProperty(each.Name, out _))
                .Select(each => new DecisionLineView(each.Name, Text(each.Value, english), Value(each.Value, decision.Fields.GetProperty(each.Name), english))),
        ];
    }

    /// <summary>The decision as one line: its name and its fields.</summary>
    public static string Line(DecisionFact decision, ServiceItem service, bool english)
    {
        var (fields, stop) = (Lines(decision, service, english).Select(each => $"{each.Title}{(english ? ": " : "：")}{each.Text}"), english ? "; " : "；");
        return string.Join(stop, fields.Prepend(Title(decision, service).In(english)));
    }

    private static string Value(JsonElement schema, JsonElement value, bool english) => value.ValueKind switch
    {
        JsonValueKind.True => _yes.In(english),
        JsonValueKind.False => _no.In(english),
        JsonValueKind.String => schema.TryGetProperty("x-enum-titles", out var titles) && titles.TryGetProperty(value.GetString()!, out var title)
            ? title.GetProperty(english ? "en" : "zh").GetString()!
            : value.GetString()!,
        _ => value.GetRawText(),
    };

    private static string Text(JsonElement schema, bool english) => schema.GetProperty(english ? "x-title-en" : "title").GetString()!;
}
