using System.Text.Json;
using TalentPass.Core.Backup;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>What the template deploys against the loss of a zone, of data and of the app itself, and against attacks.</summary>
public sealed class When_production_has_to_last(CompiledTemplate template) : IClassFixture<CompiledTemplate>
{
    [Theory]
    [InlineData("prod", "Standard_GZRS", true)]
    [InlineData("china", "Standard_ZRS", true)]
    [InlineData("dev", "Standard_LRS", false)]
    public async Task Data_and_instances_are_spread_over_zones(string parameters, string data, bool zones)
    {
        var given = await ParametersAsync(parameters);

        Assert.Equal(data, given.GetProperty("dataSku").GetProperty("value").GetString());
        Assert.Equal(zones, given.TryGetProperty("zoneRedundant", out var spread) && spread.GetProperty("value").GetBoolean());
        Assert.Equal(zones ? null : "Standard_LRS", given.TryGetProperty("hostSku", out var host) ? host.GetProperty("value").GetString() : null);
    }

    [Fact]
    public void The_plan_and_each_account_take_what_the_parameters_say()
    {
        var main = template.Templates["main"].GetProperty("parameters");
        Assert.Equal("Standard_ZRS", main.GetProperty("hostSku").GetProperty("defaultValue").GetString());
        Assert.Equal("[parameters('zoneRedundant')]", Properties("Microsoft.Web/serverfarms").GetProperty("zoneRedundant").GetString());
        Assert.Equal(
            ["[parameters('dataSku')]", "[parameters('dataSku')]", "[parameters('hostSku')]"],
            template.OfType("Microsoft.Storage/storageAccounts").Select(each => each.Resource.GetProperty("sku").GetProperty("name").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Instances_change_to_a_new_version_in_the_way_that_is_no_preview()
    {
        var strategy = Properties("Microsoft.Web/sites").GetProperty("functionAppConfig").GetProperty("siteUpdateStrategy").GetProperty("type");

        Assert.Equal("[parameters('updateStrategy')]", strategy.GetString());
        Assert.Equal("Recreate", template.Templates["main"].GetProperty("parameters").GetProperty("updateStrategy").GetProperty("defaultValue").GetString());
    }

    [Fact]
    public void Deleted_papers_come_back_for_a_month_and_are_gone_after_it()
    {
        var blobs = Named("Microsoft.Storage/storageAccounts/blobServices", "dataName").GetProperty("properties");
        var days = template.Variable("storage", "recoverableDays").GetInt32();

        Assert.Equal(30, days);
        foreach (var setting in (string[])["deleteRetentionPolicy", "containerDeleteRetentionPolicy"])
        {
            Assert.True(blobs.GetProperty(setting).GetProperty("enabled").GetBoolean());
            Assert.Equal("[variables('recoverableDays')]", blobs.GetProperty(setting).GetProperty("days").GetString());
        }

        Assert.True(blobs.GetProperty("isVersioningEnabled").GetBoolean());
        Assert.True(blobs.GetProperty("changeFeed").GetProperty("enabled").GetBoolean());
        // Azure asks for fewer days than deleted papers are kept.
        Assert.Equal("[sub(variables('recoverableDays'), 1)]", blobs.GetProperty("restorePolicy").GetProperty("days").GetString());
        var ends = Named("Microsoft.Storage/storageAccounts/managementPolicies", "dataName").GetRawText();
        Assert.Contains("\"version\":{\"delete\":{\"daysAfterCreationGreaterThan\":\"[variables('recoverableDays')]\"}}", ends.Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""), StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_are_in_an_account_of_their_own_where_nobody_can_change_them_for_a_month()
    {
        Assert.Equal(CopyContainers.Names, Strings(template.Variable("storage", "copyContainers")));
        Assert.Equal(CopyContainers.Names, Strings(template.Variable("roles", "copyContainers")));
        var stay = Named("Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies", "tpcopy");
        Assert.Equal(30, stay.GetProperty("properties").GetProperty("immutabilityPeriodSinceCreationInDays").GetInt32());
        Assert.Contains("variables('copyContainers')[0]", stay.GetProperty("name").GetString(), StringComparison.Ordinal);
        var ends = Named("Microsoft.Storage/storageAccounts/managementPolicies", "tpcopy").GetRawText();
        Assert.Contains("\"daysAfterCreationGreaterThan\": 35", ends, StringComparison.Ordinal);
        Assert.Contains("{0}/', variables('copyContainers')[0]", ends, StringComparison.Ordinal);
        Assert.EndsWith(".primaryEndpoints.blob", DeployedSettings.Read(template)["Backup__blobServiceUri"], StringComparison.Ordinal);
    }

    [Fact]
    public void Both_accounts_with_data_are_locked() =>
        Assert.Equal(["copies", "data"], template.OfType("Microsoft.Authorization/locks")
            .Select(each => each.Resource.GetProperty("name").GetString()!.Replace("keep-the-", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Fact]
    public void An_app_that_answers_nobody_is_seen_although_its_timers_run()
    {
        var failed = Named("Microsoft.Insights/metricAlerts", "alert-http5xx").GetProperty("properties");
        var metric = failed.GetProperty("criteria").GetProperty("allOf")[0];
        Assert.Equal(("Http5xx", "Total", 10), (metric.GetProperty("metricName").GetString(), metric.GetProperty("timeAggregation").GetString(), metric.GetProperty("threshold").GetInt32()));
        Assert.Equal("[parameters('appId')]", failed.GetProperty("scopes")[0].GetString());

        var probe = Properties("Microsoft.Insights/webtests");
        Assert.Equal("[format('{0}/health/ready', parameters('appUrl'))]", probe.GetProperty("Request").GetProperty("RequestUrl").GetString());
        Assert.Equal(200, probe.GetProperty("ValidationRules").GetProperty("ExpectedHttpStatusCode").GetInt32());
        var unreachable = Named("Microsoft.Insights/metricAlerts", "alert-unreachable").GetProperty("properties");
        Assert.Equal(2, unreachable.GetProperty("criteria").GetProperty("failedLocationCount").GetInt32());
        Assert.All((JsonElement[])[failed, unreachable], each => Assert.NotEmpty(each.GetProperty("actions").EnumerateArray()));
    }

    [Fact]
    public async Task Probes_come_from_places_that_the_cloud_has()
    {
        var everywhere = template.Templates["main"].GetProperty("parameters").GetProperty("probeLocations").GetProperty("defaultValue");
        var china = (await ParametersAsync("china")).GetProperty("probeLocations").GetProperty("value");

        Assert.InRange(everywhere.GetArrayLength(), 3, 5);
        Assert.DoesNotContain(Strings(everywhere), place => place.StartsWith("mc-", StringComparison.Ordinal));
        Assert.InRange(china.GetArrayLength(), 3, 5);
        Assert.All(Strings(china), place => Assert.StartsWith("mc-cn", place, StringComparison.Ordinal));
    }

    [Fact]
    public void No_alert_looks_at_less_than_a_quarter_of_an_hour()
    {
        var windows = template.Variable("alerts", "checks").EnumerateArray().Select(check => check.GetProperty("window").GetString()!)
            .Concat(template.Variable("alerts", "timers").EnumerateArray().Select(timer => $"PT{timer.GetProperty("minutes").GetInt32()}M"))
            .Concat(template.OfType("Microsoft.Insights/metricAlerts").Select(each => each.Resource.GetProperty("properties").GetProperty("windowSize").GetString()!))
            .Append(Named("Microsoft.Insights/scheduledQueryRules", "alert-backup").GetProperty("properties").GetProperty("windowSize").GetString()!)
            .ToList();

        Assert.InRange(windows.Count, 15, 30);
        Assert.All(windows, window => Assert.True(System.Xml.XmlConvert.ToTimeSpan(window) >= TimeSpan.FromMinutes(15), window));
    }

    [Fact]
    public void The_firewall_blocks_with_managed_rules_on_every_domain()
    {
        Assert.Equal("Premium_AzureFrontDoor", Assert.Single(template.OfType("Microsoft.Cdn/profiles")).Resource.GetProperty("sku").GetProperty("name").GetString());
        var policy = Assert.Single(template.OfType("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies")).Resource;
        Assert.Equal("Premium_AzureFrontDoor", policy.GetProperty("sku").GetProperty("name").GetString());
        var settings = policy.GetProperty("properties").GetProperty("policySettings");
        Assert.Equal(("Enabled", "Prevention"), (settings.GetProperty("enabledState").GetString(), settings.GetProperty("mode").GetString()));
        Assert.Equal(
            ["Microsoft_DefaultRuleSet", "Microsoft_BotManagerRuleSet"],
            policy.GetProperty("properties").GetProperty("managedRules").GetProperty("managedRuleSets").EnumerateArray().Select(set => set.GetProperty("ruleSetType").GetString()));

        var covered = Properties("Microsoft.Cdn/profiles/securityPolicies").GetProperty("parameters").GetProperty("associations")[0];
        Assert.Equal("/*", covered.GetProperty("patternsToMatch")[0].GetString());
        Assert.Contains("variables('customDomains')", covered.GetProperty("domains").GetString(), StringComparison.Ordinal);
        Assert.Contains("afdEndpoints", covered.GetProperty("domains").GetString(), StringComparison.Ordinal);
        Assert.Equal("[variables('customDomains')]", Properties("Microsoft.Cdn/profiles/afdEndpoints/routes").GetProperty("customDomains").GetString());
        Assert.Contains("parameters('customHostName')", template.Variable("edgeRoutes", "customDomains").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_rule_that_spares_uploads_fits_no_other_call()
    {
        var rule = Assert.Single(
            Assert.Single(template.OfType("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies")).Resource.GetProperty("properties").GetProperty("customRules").GetProperty("rules").EnumerateArray(),
            each => each.GetProperty("action").GetString() == "Allow");
        var uri = Assert.Single(rule.GetProperty("matchConditions").EnumerateArray(), each => each.GetProperty("operator").GetString() == "RegEx").GetProperty("matchValue")[0].GetString()!;

        Assert.All((string[])["https://rc.example/api/v1/files", "https://rc.example:443/api/v1/files?scanId=7"], each => Assert.Matches(uri, each));
        Assert.All(
            (string[])["https://rc.example/api/v1/requests?x=/api/v1/files", "https://rc.example/api/v1/files/7", "https://rc.example/x?https://a/api/v1/files", "https://rc.example/api/v1/filesx"],
            each => Assert.DoesNotMatch(uri, each));
    }

    [Fact]
    public void One_origin_is_not_probed() =>
        Assert.False(Properties("Microsoft.Cdn/profiles/originGroups").TryGetProperty("healthProbeSettings", out var _));

    [Fact]
    public void A_private_network_has_a_way_to_the_internet_and_to_every_account()
    {
        var subnets = Properties("Microsoft.Network/virtualNetworks").GetProperty("subnets").EnumerateArray().ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("properties"));
        Assert.Contains("'Microsoft.Network/natGateways'", subnets["app"].GetProperty("natGateway").GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.All(subnets.Values, subnet => Assert.False(subnet.GetProperty("defaultOutboundAccess").GetBoolean()));
        Assert.Equal(
            ["copy-blob", "data-blob", "data-queue", "data-table", "host-blob", "host-table", "vault"],
            template.Variable("network", "links").EnumerateArray().Select(each => each.GetProperty("name").GetString()!).Order(StringComparer.Ordinal));
    }

    private JsonElement Properties(string type) => Assert.Single(template.OfType(type)).Resource.GetProperty("properties");

    // The one resource of a type with this text in its name.
    private JsonElement Named(string type, string part) =>
        Assert.Single(template.OfType(type), each => each.Resource.GetProperty("name").GetString()!.Contains(part, StringComparison.Ordinal)).Resource;

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(each => each.GetString()!);

    private static async Task<JsonElement> ParametersAsync(string name)
    {
        var (code, output, diagnostics) = await Bicep.RunAsync("build-params", $"{name}.bicepparam", "--stdout");
        Assert.True(code == 0, diagnostics);
        var text = JsonElement.Parse(output).GetProperty("parametersJson").GetString()!;
        return JsonElement.Parse(text).GetProperty("parameters");
    }
}
