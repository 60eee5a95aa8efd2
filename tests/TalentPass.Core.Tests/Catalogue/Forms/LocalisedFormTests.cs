using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Forms;

/// <summary>A client gets a form in one language, as plain JSON Schema.</summary>
public sealed class LocalisedFormTests
{
    [Theory]
    [InlineData(false, "租住区域", "海曙区")]
    [InlineData(true, "Area of the flat", "Haishu District")]
    public void Titles_and_values_are_in_the_language_asked_for(bool english, string title, string value)
    {
        var form = LocalisedForm.Of(Seeds.Catalogue.Service("housing-rent-subsidy")!, english);

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)form["$schema"]);
        Assert.Equal(title, (string?)form["properties"]!["area"]!["title"]);
        Assert.Equal(value, (string?)form["properties"]!["area"]!["x-enum-titles"]!["haishu"]);
    }

    [Fact]
    public void Nothing_of_the_other_language_is_left()
    {
        foreach (var service in Seeds.Catalogue.Services)
        {
            Assert.DoesNotContain("x-title-en", LocalisedForm.Of(service, english: false).ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotMatch("[\\u4e00-\\u9fff]", Plain(LocalisedForm.Of(service, english: true)));
        }
    }

    [Fact]
    public void The_form_shown_accepts_the_example()
    {
        foreach (var service in Seeds.Catalogue.Services)
        {
            Assert.Empty(SeedFiles.Faults(LocalisedForm.Of(service, english: true).ToJsonString(), JsonNode.Parse(service.Example.GetRawText())!));
        }
    }

    private static string Plain(JsonObject form) =>
        form.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
