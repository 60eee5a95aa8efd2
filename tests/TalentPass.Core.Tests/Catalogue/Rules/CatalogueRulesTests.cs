using System.Text;
using System.Text.Json.Nodes;
using TalentPass.Core.Catalogue.Rules;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Rules;

/// <summary>Tests each rule of a catalogue: a test breaks one rule in the catalogue of the seeds.</summary>
public sealed class CatalogueRulesTests
{
    [Fact]
    public void The_catalogue_of_the_seeds_breaks_no_rule() => Assert.Empty(CatalogueRules.Check(Seeds.Catalogue));

    [Theory]
    [InlineData("/departments/0/id", "\"education\"", "/departments/1/id", "duplicate_id")]
    [InlineData("/departments/0/id", "\"Housing\"", "/departments/0/id", "invalid_id")]
    [InlineData("/departments/0/id", "\"parks\"", "/departments/0/id", "no_desk")]
    [InlineData("/departments/0/id", "\"parks\"", "/departments", "missing_department")]
    [InlineData("/departments/0/id", "\"parks\"", "/services/2/department", "unknown_department")]
    [InlineData("/departments/0/reasons/0/actions", "[\"claim\"]", "/departments/0/reasons/0/actions", "unknown_action")]
    [InlineData("/departments/0/reasons/0/actions", "[]", "/departments/0/reasons/0/actions", "unknown_action")]
    [InlineData("/departments/0/reasons/0/text/zh", "\"\\u200b\"", "/departments/0/reasons/0/text/zh", "required")]
    [InlineData("/departments/0/reasons", "[]", null, null)]
    [InlineData("/natures/0/id", "\"a b\"", "/natures/0/id", "invalid_id")]
    [InlineData("/natures/2/id", "\"abroad\"", "/services/6/conditions/0/natures", "unknown_nature")]
    [InlineData("/areas/0/id", "\"jiangbei\"", "/areas/1/id", "duplicate_id")]
    [InlineData("/areas/0/code", "\"33020\"", "/areas/0/code", "invalid_code")]
    [InlineData("/areas/0/code", "\"33020x\"", "/areas/0/code", "invalid_code")]
    [InlineData("/schemes/0/currentVersion", "\"v9\"", "/schemes/0/currentVersion", "unknown_version")]
    [InlineData("/schemes/0/versions/1/id", "\"v1\"", "/schemes/0/versions/1/id", "duplicate_id")]
    [InlineData("/schemes/0/versions/0/tiers/7/level", "9", "/schemes/0/versions/0/tiers/7/level", "invalid_level")]
    [InlineData("/schemes/0/versions/0/tiers/1/level", "1", "/schemes/0/versions/0/tiers/1/level", "levels_out_of_order")]
    [InlineData("/schemes/0/id", "\"hangzhou\"", "/services/2/conditions/0/anyOf/0", "unknown_tier")]
    [InlineData("/services/2/id", "\"specialist\"", "/services/12/id", "duplicate_id")]
    [InlineData("/services/2/id", "\"rent\"", "/bundles/0/stages/0/1", "unknown_service")]
    [InlineData("/services/2/department", "\"parks\"", "/services/2/department", "unknown_department")]
    [InlineData("/services/2/channels", "[\"fax\"]", "/services/2/channels", "unknown_channel")]
    [InlineData("/services/2/channels", "[]", "/services/2/channels", "unknown_channel")]
    [InlineData("/services/5/window/closes", "\"02-30\"", "/services/5/window", "invalid_window")]
    [InlineData("/services/5/window/opens", "\"12-01\"", "/services/5/window", "invalid_window")]
    [InlineData("/departments/7/parent", "\"parks\"", "/departments/7/parent", "unknown_department")]
    [InlineData("/departments/7/parent", "\"housing\"", "/departments/7/id", "not_below_parent")]
    [InlineData("/departments/7/id", "\"education\"", "/departments/7/id", "not_below_parent")]
    [InlineData("/departments/7/parent", "null", "/departments/7/id", "no_desk")]
    [InlineData("/departments/7/id", "\"education-jiangbei\"", "/services/5/routes/0/department", "unknown_department")]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\"}", "/services/5/routes/0", "no_condition")]
    [InlineData("/services/5/routes/0/areas", "[\"330212\"]", "/services/5/routes/0/areas", "unknown_area")]
    [InlineData("/services/5/routes/0/areas", "null", "/services/5/routes/0", "no_condition")]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"tiers\":[\"maker\"]}", "/services/5/routes/0/tiers", "unknown_tier")]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"tiers\":[\"top\"]}", null, null)]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"from\":\"2027-01-02\",\"to\":\"2027-01-01\"}", "/services/5/routes/0/to", "invalid_range")]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"from\":\"2027-01-01\",\"to\":\"2027-01-01\"}", null, null)]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"when\":{\"field\":\"grade\",\"value\":\"grade-0\"}}", "/services/5/routes/0/when", "unknown_field")]
    [InlineData("/services/5/routes/0", "{\"department\":\"housing\",\"when\":{\"field\":\"grade\",\"value\":\"grade-1\"}}", null, null)]
    [InlineData("/services/5/areaField", "\"colour\"", "/services/5/areaField", "unknown_field")]
    [InlineData("/services/2/materials/1/id", "\"lease-contract\"", "/services/2/materials/1/id", "duplicate_id")]
    [InlineData("/services/2/materials/1/required", "false", "/services/2/materials/1/tolerable", "tolerable_not_required")]
    [InlineData("/services/2/materials/3/required", "true", "/services/2/materials/3/fromSharedData", "shared_data_asked")]
    [InlineData("/services/2/materials/3/copies", "1", "/services/2/materials/3/fromSharedData", "shared_data_asked")]
    [InlineData("/services/2/materials/0/copies", "10", "/services/2/materials/0/copies", "invalid_copies")]
    [InlineData("/services/2/timeLimits/legalWorkingDays", "0", "/services/2/timeLimits/legalWorkingDays", "invalid_days")]
    [InlineData("/services/2/timeLimits/deliveryWorkingDays", "251", "/services/2/timeLimits/deliveryWorkingDays", "invalid_days")]
    [InlineData("/services/2/timeLimits/extensionWorkingDays", "-1", "/services/2/timeLimits/extensionWorkingDays", "invalid_days")]
    [InlineData("/services/2/timeLimits/promisedWorkingDays", "21", "/services/2/timeLimits/promisedWorkingDays", "promise_over_law")]
    [InlineData("/services/2/timeLimits/promiseFrom", "\"filing\"", null, null)]
    [InlineData("/services/12/timeLimits/promisedWorkingDays", "null", "/services/12/timeLimits/promiseFrom", "no_promise")]
    [InlineData("/services/2/timeLimits/promisedWorkingDays", "null", "/services/2/timeLimits/basis", "basis_without_figure")]
    [InlineData("/services/7/timeLimits/legalWorkingDays", "null", "/services/7/timeLimits/basis", "basis_without_figure")]
    [InlineData("/services/2/timeLimits/pauses/0", "\"holiday\"", "/services/2/timeLimits/pauses", "unknown_pause")]
    [InlineData("/services/6/timeLimits/faster/0/field", "\"colour\"", "/services/6/timeLimits/faster/0/field", "unknown_field")]
    [InlineData("/services/2/conditions/0/anyOf/0/tiers/0", "\"supreme\"", "/services/2/conditions/0/anyOf/0", "unknown_tier")]
    [InlineData("/services/2/conditions/0/anyOf/1/version", "\"v2\"", "/services/2/conditions/0/anyOf/1", "unknown_tier")]
    [InlineData("/services/6/conditions/0/natures", "[]", "/services/6/conditions/0/natures", "unknown_nature")]
    [InlineData("/services/5/conditions/1/atLeast", "16", "/services/5/conditions/1/atLeast", "invalid_range")]
    [InlineData("/services/7/deadlines/0/field", "\"area\"", "/services/7/deadlines/0/field", "unknown_field")]
    [InlineData("/services/2/dateOrders/0/second", "\"area\"", "/services/2/dateOrders/0", "unknown_field")]
    [InlineData("/services/2/example/monthlyRentYuan", "\"3200\"", "/services/2/example/monthlyRentYuan", "example_refused")]
    [InlineData("/services/2/example/leaseTo", "\"2025-01-01\"", "/services/2/example/leaseTo", "example_refused")]
    [InlineData("/bundles/0/stages", "[[\"settlement\"]]", "/bundles/0/stages", "too_few_services")]
    [InlineData("/bundles/0/stages/0/0", "\"specialist\"", null, null)]
    [InlineData("/bundles/0/stages/0/0", "\"medical-green-lane\"", "/bundles/0/stages/0/2", "duplicate_id")]
    [InlineData("/bundles/2/requires", "{\"settlement\":[\"colour\"]}", "/bundles/2/requires/settlement", "unknown_field")]
    [InlineData("/bundles/2/requires", "{\"work-permit\":[\"category\"]}", "/bundles/2/requires/work-permit", "unknown_field")]
    [InlineData("/bundles/2/requires", "{\"school-enrolment\":[\"currentSchool\"]}", "/bundles/2/requires/school-enrolment", "example_refused")]
    [InlineData("/services/9/form/properties/area/title", "\"区\"", null, null)]
    [InlineData("/services/7/form/properties/nationality/maxLength", "4", "/bundles/1/stages/1/0", "clashing_field")]
    [InlineData("/services/6/materials/0/id", "\"application-form\"", "/bundles/1/stages/1/0", "clashing_paper")]
    [InlineData("/services/11/materials/0/title/zh", "\"结婚证\"", "/bundles/2/stages/1/1", "clashing_paper")]
    [InlineData("/services/9/materials/4/title/zh", "\"结婚证\"", null, null)]
    [InlineData("/services/6/mustBeValid/0/unless/value", "\"loss\"", "/services/6/mustBeValid/0/unless", "unknown_field")]
    [InlineData("/services/6/mustBeValid/0/field", "\"employer\"", "/services/6/mustBeValid/0/field", "unknown_field")]
    [InlineData("/services/7/fee/tag", "\"law\"", "/services/7/fee/source", "no_source")]
    [InlineData("/services/7/fee/free", "true", "/services/7/fee/amounts", "fee_contradicts")]
    [InlineData("/services/7/fee/amounts", "[]", "/services/7/fee/amounts", "fee_contradicts")]
    [InlineData("/services/7/fee/amounts/0/yuan", "0", "/services/7/fee/amounts/0/yuan", "out_of_range")]
    [InlineData("/services/7/fee", "null", null, null)]
    [InlineData("/services/6/fee/source", "null", "/services/6/fee/source", "no_source")]
    [InlineData("/services/1/standards/1/mostYuan", "null", "/services/1/standards/1", "no_standard")]
    [InlineData("/services/1/standards/1/tag", "\"law\"", "/services/1/standards/1/source", "no_source")]
    [InlineData("/services/7/legalBases/0/article", "null", "/services/7/legalBases/0/article", "no_article")]
    [InlineData("/services/7/legalBases/0/url", "\"http://example.org/\"", "/services/7/legalBases/0/url", "invalid_url")]
    [InlineData("/services/7/legalBases/0/url", "\"https://example.org/law\"", null, null)]
    [InlineData("/services/7/contact/telephone", "\"ask\"", "/services/7/contact/telephone", "invalid_phone")]
    [InlineData("/services/7/contact", "null", null, null)]
    [InlineData("/services/7/districtDesk/source", "null", "/services/7/districtDesk/source", "no_source")]
    [InlineData("/services/7/whoMayFile/0/who", "\"neighbour\"", "/services/7/whoMayFile/0/who", "unknown_filer")]
    [InlineData("/services/7/whoMayFile/1/who", "\"self\"", "/services/7/whoMayFile/1/who", "duplicate_id")]
    [InlineData("/services/7/whoMayFile/1/source", "null", "/services/7/whoMayFile/1/source", "no_source")]
    [InlineData("/services/7/advice/0/source", "null", "/services/7/advice/0/source", "no_source")]
    [InlineData("/services/7/conditions/0/source", "null", "/services/7/conditions/0/source", "no_source")]
    [InlineData("/services/3/materials/2/sample", "{}", "/services/3/materials/2/sample", "no_sample")]
    [InlineData("/services/3/materials/2/sample", "{\"url\":\"ftp://x\"}", "/services/3/materials/2/sample/url", "invalid_url")]
    [InlineData("/services/3/materials/1/note", "null", "/services/3/materials/1/requiredWhen", "unclear_case")]
    [InlineData("/services/3/materials/1/required", "true", "/services/3/materials/1/requiredWhen", "unclear_case")]
    [InlineData("/services/3/materials/1/requiredWhen", "[]", "/services/3/materials/1/requiredWhen", "unclear_case")]
    [InlineData("/services/3/materials/3/requiredWhen", "[{\"natures\":[\"foreign\"]}]", "/services/3/materials/3/fromSharedData", "shared_data_asked")]
    [InlineData("/services/3/materials/1/requiredWhen/0", "{\"natures\":[\"martian\"]}", "/services/3/materials/1/requiredWhen/0", "unknown_nature")]
    [InlineData("/services/3/materials/1/requiredWhen/0", "{\"natures\":[\"foreign\"],\"field\":\"area\"}", "/services/3/materials/1/requiredWhen/0", "unclear_case")]
    [InlineData("/services/3/materials/1/requiredWhen/0/values", "null", "/services/3/materials/1/requiredWhen/0", "unclear_case")]
    [InlineData("/services/3/materials/1/requiredWhen/0/values", "[\"friend\"]", "/services/3/materials/1/requiredWhen/0", "unknown_field")]
    [InlineData("/services/3/materials/1/requiredWhen/0/list", "null", "/services/3/materials/1/requiredWhen/0", "unknown_field")]
    [InlineData("/services/3/materials/1/requiredWhen/0/list", "\"pets\"", "/services/3/materials/1/requiredWhen/0", "unknown_field")]
    [InlineData("/services/3/materials/1/requiredWhen/0", "{\"field\":\"stayMonths\",\"atLeast\":12}", null, null)]
    [InlineData("/services/3/materials/1/requiredWhen/0", "{\"field\":\"area\",\"atLeast\":12}", "/services/3/materials/1/requiredWhen/0", "unknown_field")]
    [InlineData("/services/6/timeLimits/legalWorkingDays", "null", null, null)]
    [InlineData("/services/0/results/0/effects/0/scheme", "\"hangzhou\"", "/services/0/results/0/effects/0", "unknown_tier")]
    [InlineData("/services/0/results/0/form/required", "[]", "/services/0/results/0/effects/0", "unknown_tier")]
    [InlineData("/services/0/results/0/form/properties/tier/enum/0", "\"maker\"", "/services/0/results/0/form/properties/tier/enum", "text_missing")]
    [InlineData("/services/0/results/0/effects/0/issuer", "\" \"", "/services/0/results/0/effects/0/issuer", "required")]
    [InlineData("/services/2/results", "[]", "/services/2/results", "invalid_range")]
    [InlineData("/services/2/results/1/type", "\"grant\"", "/services/2/results/1/type", "duplicate_id")]
    [InlineData("/services/2/results/0/form/additionalProperties", "true", "/services/2/results/0/form/additionalProperties", "invalid_value")]
    [InlineData("/services/2/results/0/example/amount", "\"1\"", "/services/2/results/0/example/amount", "example_refused")]
    [InlineData("/services/2/results/0/example", "1", "/services/2/results/0/example", "example_refused")]
    public void A_broken_rule_is_named_with_its_place(string pointer, string json, string? place, string? code)
    {
        var (catalogue, problems) = CatalogueDocument.Read(Changed(pointer, json));

        if (code is null)
        {
            Assert.Empty(problems);
            return;
        }

        Assert.Null(catalogue);
        Assert.Contains((place, code), problems.Select(each => ((string?)each.Pointer, (string?)each.Code)));
        Assert.All(problems, each => Assert.NotEmpty(each.Text));
    }

    // The limits that keep every request and every transaction within what storage takes.
    [Fact]
    public void What_every_request_stores_and_every_filing_hands_in_has_a_limit()
    {
        var papers = string.Join(',', Enumerable.Range(0, 21).Select(Paper));
        AssertProblem("/services/2/materials", $"[{papers}]", "/services/2/materials", "too_many");
        AssertProblem("/services/2/materials", $"[{papers[..papers.LastIndexOf(",{", StringComparison.Ordinal)]}]", "/bundles/0/stages", "too_many");
        AssertProblem("/bundles/0/stages", """[["settlement","specialist","coordination","work-permit","visa-extension","talent-recognition","housing-youth-station"]]""", "/bundles/0/stages", "too_many");
        AssertProblem("/areas/0/title/zh", $"\"{new string('区', 201)}\"", "/areas/0/title/zh", "too_long");
        AssertProblem("/areas/0/title/en", "\" \"", "/areas/0/title/en", "required");
        AssertProblem("/services/2/notice/version", $"\"{new string('1', 41)}\"", "/services/2/notice/version", "too_long");
        AssertProblem("/services/5/minors/notice/version", "\"\"", "/services/5/minors/notice/version", "required");

        static string Paper(int number) => $$$"""{"id":"paper-{{{number}}}","title":{"zh":"材料","en":"Paper"},"required":true,"tolerable":false,"fromSharedData":false,"copies":0}""";

        static void AssertProblem(string pointer, string json, string place, string code) =>
            Assert.Contains((place, code), CatalogueDocument.Read(Changed(pointer, json)).Problems.Select(each => (each.Pointer, each.Code)));
    }

    [Theory]
    [InlineData("/services/2/title", "\"租房\"", "/services/2/title")]
    [InlineData("/services/2/title", "{\"zh\":\"租房\"}", "/services/2/title")]
    [InlineData("/services/2/colour", "1", "/services/2/colour")]
    [InlineData("/services/2/timeLimits/basis", "\"custom\"", "/services/2/timeLimits/basis")]
    [InlineData("/services/2/conditions/0/kind", "\"guess\"", "/services/2/conditions/0")]
    [InlineData("/services", "null", "/services")]
    public void What_is_not_of_the_shape_of_a_catalogue_is_named_with_its_place(string pointer, string json, string place)
    {
        var problem = Assert.Single(CatalogueDocument.Read(Changed(pointer, json)).Problems);

        Assert.Equal("unreadable", problem.Code);
        Assert.StartsWith(place, problem.Pointer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("{} {}", "malformed")]
    [InlineData("null", "unreadable")]
    [InlineData("[]", "unreadable")]
    [InlineData("{\"departments\":\"\\ud800\"}", "invalid_text")]
    [InlineData("{\"departments\":\"\\u0000\"}", "invalid_text")]
    [InlineData("{\"departments\":[],\"departments\":[]}", "unreadable")]
    public void What_is_no_document_is_refused_without_a_fault(string json, string code) =>
        Assert.Equal(code, Assert.Single(CatalogueDocument.Read(Encoding.UTF8.GetBytes(json)).Problems).Code);

    [Fact]
    public void Equal_content_has_one_hash_and_survives_writing()
    {
        var written = CatalogueDocument.Write(Seeds.Catalogue);
        var (read, problems) = CatalogueDocument.Read(written);

        Assert.Empty(problems);
        Assert.Equal(written, CatalogueDocument.Write(read!));
        Assert.Equal(CatalogueDocument.Hash(written), CatalogueDocument.Hash(CatalogueDocument.Write(read!)));
        Assert.NotEqual(CatalogueDocument.Hash(written), CatalogueDocument.Hash(Changed("/services/2/title/en", "\"Rent\"")));
    }

    [Fact]
    public void White_space_and_the_order_of_members_do_not_make_another_version()
    {
        var document = JsonNode.Parse(CatalogueDocument.Write(Seeds.Catalogue))!.AsObject();
        var bundles = document["bundles"]!.DeepClone();
        document.Remove("bundles");
        document.Insert(0, "bundles", bundles);
        var indented = document.ToJsonString(new() { WriteIndented = true });

        var (read, _) = CatalogueDocument.Read(Encoding.UTF8.GetBytes(indented));

        Assert.Equal(CatalogueDocument.Write(Seeds.Catalogue), CatalogueDocument.Write(read!));
    }

    /// <summary>Returns the catalogue of the seeds with one value changed. The JSON value null means a missing member.</summary>
    internal static byte[] Changed(string pointer, string json)
    {
        var document = JsonNode.Parse(CatalogueDocument.Write(Seeds.Catalogue))!;
        var steps = pointer[1..].Split('/');
        var parent = steps[..^1].Aggregate(document, (node, step) => node is JsonArray list ? list[int.Parse(step)]! : node[step]!);
        var value = JsonNode.Parse(json);
        if (parent is JsonArray array)
        {
            array[int.Parse(steps[^1])] = value;
        }
        else
        {
            parent[steps[^1]] = value;
        }

        return Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}
