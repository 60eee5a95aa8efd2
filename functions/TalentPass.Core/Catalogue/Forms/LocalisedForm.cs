using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Catalogue.Forms;

/// <summary>Makes a form in one language: JSON Schema for clients.</summary>
public static class LocalisedForm
{
    /// <summary>
    /// Returns the form with <c>title</c> and <c>description</c> in the language, without <c>x-title-en</c> and
    /// <c>x-description-en</c>. <c>x-enum-titles</c> becomes value → text.
    /// </summary>
    public static JsonObject Of(ServiceItem service, bool english)
    {
        var form = JsonObject.Create(service.Form)!;
        form.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        form["title"] = service.Title.In(english);
        Translate(form, english);
        return form;
    }

    /// <summary>Returns the fields of a result in the language, as a form.</summary>
    public static JsonObject Of(ServiceResult result, bool english)
    {
        var form = JsonObject.Create(result.Form)!;
        form["title"] = result.Title.In(english);
        Translate(form, english);
        return form;
    }

    private static void Translate(JsonObject schema, bool english)
    {
        foreach (var text in (ReadOnlySpan<string>)["title", "description"])
        {
            if (schema.Remove($"x-{text}-en", out var translated) && english)
            {
                schema[text] = translated;
            }
        }

        if (schema["x-enum-titles"] is JsonObject titles)
        {
            foreach (var (value, title) in titles.ToArray())
            {
                titles[value] = title![english ? "en" : "zh"]!.GetValue<string>();
            }
        }

        if (schema["items"] is JsonObject items)
        {
            Translate(items, english);
        }

        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (_, field) in properties)
            {
                Translate(field!.AsObject(), english);
            }
        }
    }
}
