using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>
/// The guides of the seeds say what they rest on: a law with its article, or a setting of the talent office that is to be
/// confirmed. What nobody knows is left out, and people are told to ask.
/// </summary>
public sealed class SeedGuideTests
{
    private static readonly ServiceCatalogue _catalogue = Seeds.Catalogue;

    public static TheoryData<string> Services => [.. _catalogue.Services.Select(each => each.Id)];

    [Theory, MemberData(nameof(Services))]
    public void What_is_tagged_law_names_a_law_and_its_article(string id)
    {
        var service = _catalogue.Service(id)!;
        Bilingual?[] sources =
        [
            .. Tagged(service).Where(each => each.Tag == FactTag.Law).Select(each => each.Source),
            .. service.LegalBases.Where(each => each.Tag == FactTag.Law).Select(each => each.Article),
        ];

        Assert.All(sources, each =>
        {
            Assert.Matches("第[一二三四五六七八九十百]+条", each!.Zh);
            Assert.Matches("Articles? [0-9]+", each.En);
        });
        Assert.All(service.LegalBases.Where(each => each.Tag == FactTag.Law), each => Assert.Matches("^《.+》", each.Title.Zh));
    }

    [Theory, MemberData(nameof(Services))]
    public void A_guide_says_on_what_its_conditions_limits_and_papers_rest(string id)
    {
        var service = _catalogue.Service(id)!;

        Assert.All(service.Conditions, each => Assert.NotNull(each.Tag));
        Assert.NotEmpty(service.LegalBases);
        Assert.NotEmpty(service.WhoMayFile);
        Assert.Equal(service.TimeLimits.LegalWorkingDays is null, service.TimeLimits.LegalTag is null);
        Assert.True(service.Contact is null or { IsEmpty: true } or { Setting: true }, "No law gives a telephone number.");
    }

    // Every figure of the city is a setting: caps, monthly sums and fees that no statute names.
    [Fact]
    public void Sums_of_the_city_are_settings()
    {
        Assert.All(_catalogue.Services.SelectMany(each => each.Standards).Where(each => each.MostYuan is not null), each => Assert.Equal(FactTag.Setting, each.Tag));
        Assert.All(_catalogue.Services.Where(each => each.Fee is { Free: false }), each => Assert.Equal(FactTag.Setting, each.Fee!.Tag));
        Assert.Equal(
            [600_000, 400_000, 250_000, 200_000, 80_000],
            _catalogue.Service("housing-purchase-subsidy")!.Standards.Select(each => each.MostYuan).OfType<int>());
    }

    [Theory, MemberData(nameof(Services))]
    public void Every_text_is_in_both_languages(string id)
    {
        var file = SeedFiles.All.Single(each => each.StartsWith("catalogue/", StringComparison.Ordinal) && (string?)SeedFiles.Read(each)["id"] == id);

        Assert.All(TextsOf(SeedFiles.Read(file)), each =>
        {
            Assert.NotEqual("", ((string)each["en"]!).Trim());
            Assert.NotEqual("", ((string)each["zh"]!).Trim());
            Assert.DoesNotMatch("[\u4e00-\u9fff]", (string)each["en"]!);
        });
    }

    [Theory, MemberData(nameof(Services))]
    public void What_is_not_known_is_listed_for_the_office(string id)
    {
        var service = _catalogue.Service(id)!;
        var guide = ServiceRenderer.Guide(service, 1, Seeds.Today, english: true);

        Assert.Equal(service.Fee is null, guide.ToFillIn.Contains("/fee"));
        Assert.Equal(guide.Contact.Place is null, guide.ToFillIn.Contains("/contact/place"));
        Assert.Equal(guide.Contact.Telephone is null, guide.ToFillIn.Contains("/contact/telephone"));
        Assert.Equal("Ask at the office.", guide.Ask);
    }

    [Fact]
    public void A_service_from_before_the_guides_is_read_with_nothing_known()
    {
        var document = JsonNode.Parse(CatalogueDocument.Write(_catalogue))!;
        foreach (var service in document["services"]!.AsArray().Select(each => each!.AsObject()))
        {
            foreach (var member in (string[])["fee", "standards", "legalBases", "contact", "districtDesk", "whoMayFile", "advice"])
            {
                service.Remove(member);
            }

            foreach (var part in service["conditions"]!.AsArray().Concat(service["materials"]!.AsArray()).Select(each => each!.AsObject()))
            {
                foreach (var member in (string[])["tag", "source", "requiredWhen", "sample"])
                {
                    part.Remove(member);
                }
            }

            service["timeLimits"]!.AsObject().Remove("legalTag");
        }

        var old = CatalogueDocument.Parse(System.Text.Encoding.UTF8.GetBytes(document.ToJsonString())).Service("residence-permit")!;
        var guide = ServiceRenderer.Guide(old, 1, Seeds.Today, english: false);

        Assert.Equal(8, guide.ToFillIn.Count);
        Assert.Equal((null, 0, FactTag.Law), (guide.Fee, guide.LegalBases.Count, guide.TimeLimits.LegalTag));
        Assert.Equal(new ContactView(null, null, null, null, false), guide.Contact);
        Assert.Equal(["application-form", "passport", "photo"], old.RequiredPapers(old.Example, "foreign"));
    }

    private static IEnumerable<(FactTag? Tag, Bilingual? Source)> Tagged(ServiceItem service) =>
    [
        .. service.Fee is { } fee ? [((FactTag?)fee.Tag, fee.Source)] : Array.Empty<(FactTag?, Bilingual?)>(),
        .. service.Standards.Select(each => ((FactTag?)each.Tag, each.Source)),
        .. service.DistrictDesk is { } desk ? [((FactTag?)desk.Tag, desk.Source)] : Array.Empty<(FactTag?, Bilingual?)>(),
        .. service.WhoMayFile.Select(each => ((FactTag?)each.Tag, each.Source)),
        .. service.Advice.Select(each => ((FactTag?)each.Tag, each.Source)),
        .. service.Conditions.Select(each => (each.Tag, each.Source)),
    ];

    private static IEnumerable<JsonObject> TextsOf(JsonNode? node) => node switch
    {
        JsonObject text when text["zh"] is JsonValue => [text],
        JsonObject map => map.Where(each => each.Key != "example").SelectMany(each => TextsOf(each.Value)),
        JsonArray list => list.SelectMany(TextsOf),
        _ => [],
    };
}
