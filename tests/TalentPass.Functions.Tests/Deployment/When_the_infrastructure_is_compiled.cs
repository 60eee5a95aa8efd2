using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// The Bicep files compile without a warning. The compiled template contains no secret and grants no unnecessary permission.
/// </summary>
public sealed partial class When_the_infrastructure_is_compiled(CompiledTemplate template) : IClassFixture<CompiledTemplate>
{
    /// <summary>
    /// The built-in Azure roles that the template may assign, with their names from learn.microsoft.com. None of them can
    /// change role assignments or read keys.
    /// </summary>
    private static readonly Dictionary<string, string> _leastRoles = new()
    {
        ["keyVaultSecretsUser"] = "4633458b-17de-408a-b874-0445c86b69e6",
        ["keyVaultSecretsOfficer"] = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7",
        ["monitoringMetricsPublisher"] = "3913510d-42f4-4e42-8a64-420c390055eb",
        ["storageBlobDataContributor"] = "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
        ["storageBlobDataOwner"] = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
        ["storageQueueDataContributor"] = "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
        ["storageQueueDataMessageProcessor"] = "8a0f0c08-91a1-4084-bc3d-661d67233fed",
        ["storageQueueDataMessageSender"] = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a",
        ["storageQueueDataReader"] = "19e7f393-937e-4f77-808e-94535e297925",
        ["storageTableDataContributor"] = "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
    };

    [Theory]
    [InlineData("lint", "main.bicep")]
    [InlineData("lint", "dev.bicepparam")]
    [InlineData("lint", "prod.bicepparam")]
    [InlineData("lint", "china.bicepparam")]
    [InlineData("build", "main.bicep", "--stdout")]
    [InlineData("build-params", "dev.bicepparam", "--stdout")]
    [InlineData("build-params", "prod.bicepparam", "--stdout")]
    [InlineData("build-params", "china.bicepparam", "--stdout")]
    public async Task There_is_no_warning(params string[] arguments)
    {
        var (code, _, diagnostics) = await Bicep.RunAsync(arguments);

        Assert.Equal((0, ""), (code, diagnostics.Trim()));
    }

    [Fact]
    public void No_key_is_read_and_no_secret_is_written()
    {
        Assert.DoesNotMatch(KeyFunctions(), template.Text);
        Assert.DoesNotMatch(Secrets(), template.Text);
        Assert.Empty(template.OfType("Microsoft.KeyVault/vaults/secrets"));
    }

    [Fact]
    public void The_only_connection_string_is_the_address_of_telemetry_which_takes_no_key()
    {
        // Application Insights uses this name for its address. The key in it gives no access, because local authentication is
        // off.
        Assert.Single(ConnectionStrings().Matches(template.Text), match => match.Value == ".ConnectionString");
        Assert.All(
            template.OfType("Microsoft.Insights/components"),
            each => Assert.True(each.Resource.GetProperty("properties").GetProperty("DisableLocalAuth").GetBoolean()));
        var workspace = Assert.Single(template.OfType("Microsoft.OperationalInsights/workspaces")).Resource;
        Assert.True(workspace.GetProperty("properties").GetProperty("features").GetProperty("disableLocalAuth").GetBoolean());
    }

    [Fact]
    public void All_storage_accounts_refuse_shared_keys_plain_http_and_public_blobs()
    {
        var accounts = template.OfType("Microsoft.Storage/storageAccounts").ToList();

        Assert.Equal(3, accounts.Count);
        Assert.Equal("[empty(parameters('existingDataAccountName'))]", Assert.Single(accounts, each => each.Resource.TryGetProperty("condition", out var _)).Resource.GetProperty("condition").GetString());
        Assert.All(accounts, each => Assert.Contains(
            each.Resource.GetProperty("properties").GetString(), (string[])["[variables('closed')]", "[union(variables('closed'), createObject('accessTier', 'Cool'))]"]));
        var closed = template.Variable("storage", "closed");
        Assert.False(closed.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.False(closed.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.True(closed.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", closed.GetProperty("minimumTlsVersion").GetString());
    }

    [Fact]
    public void Roles_are_the_least_ones_each_on_one_service()
    {
        Assert.Empty(template.OfType("Microsoft.Authorization/roleDefinitions"));
        var roles = template.Variable("roles", "roles").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetString()!);
        Assert.Equal(_leastRoles.OrderBy(each => each.Key, StringComparer.Ordinal), roles.OrderBy(each => each.Key, StringComparer.Ordinal));

        var assignments = template.OfType("Microsoft.Authorization/roleAssignments").ToList();
        Assert.NotEmpty(assignments);
        Assert.All(assignments, each =>
        {
            Assert.Equal("roles", each.Module);
            Assert.StartsWith("[resourceId('Microsoft.", each.Resource.GetProperty("scope").GetString(), StringComparison.Ordinal);
            var role = each.Resource.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!;
            Assert.All(RoleNames().Matches(role), name => Assert.Contains(name.Groups[1].Value, roles.Keys));
            Assert.Matches(RoleNames(), role);
            Assert.DoesNotMatch(Guids(), role);
        });
    }

    [Fact]
    public void Messages_may_be_changed_in_the_queues_that_functions_listen_to_and_queues_as_a_whole_nowhere()
    {
        // To renew a message's lease or to return a message early, the app needs queues/messages/write. No other queue role has
        // this permission.
        var contributor = Assert.Single(
            template.OfType("Microsoft.Authorization/roleAssignments"), each => each.Resource.GetRawText().Contains("roles').storageQueueDataContributor", StringComparison.Ordinal)).Resource;
        Assert.Contains("'Microsoft.Storage/storageAccounts/queueServices/queues', ", contributor.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.Contains("variables('queues')[copyIndex()]", contributor.GetProperty("scope").GetString(), StringComparison.Ordinal);
        Assert.Equal("[length(variables('queues'))]", contributor.GetProperty("copy").GetProperty("count").GetString());
        var listened = typeof(TalentPassRegistration).Assembly.GetTypes().SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<QueueTriggerAttribute>()?.QueueName).OfType<string>();
        Assert.Equal(
            listened.Order(StringComparer.Ordinal),
            template.Variable("roles", "queues").EnumerateArray().Select(each => each.GetString()!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_address_names_a_cloud_except_private_zones_given_as_parameters()
    {
        foreach (var (module, resource) in template.Resources)
        {
            Assert.False(CloudAddresses().IsMatch(resource.GetRawText()), $"{module}: {resource.GetProperty("name")} names one cloud's address.");
        }
    }

    [Fact]
    public void The_site_takes_https_and_directory_identities_only()
    {
        var site = Assert.Single(template.OfType("Microsoft.Web/sites")).Resource.GetProperty("properties");

        Assert.True(site.GetProperty("httpsOnly").GetBoolean());
        Assert.Equal("Disabled", site.GetProperty("siteConfig").GetProperty("ftpsState").GetString());
        var storage = site.GetProperty("functionAppConfig").GetProperty("deployment").GetProperty("storage");
        Assert.Equal("UserAssignedIdentity", storage.GetProperty("authentication").GetProperty("type").GetString());
        var passwords = template.OfType("Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, each => Assert.False(each.Resource.GetProperty("properties").GetProperty("allow").GetBoolean()));
    }

    [GeneratedRegex(@"list(Keys|AccountSas|ServiceSas|Secrets|ConnectionStrings|CallbackUrl|HostKeys)\b|\blist[A-Z]\w*\(", RegexOptions.IgnoreCase)]
    private static partial Regex KeyFunctions();

    [GeneratedRegex("AccountKey|SharedAccessKey|SharedAccessSignature|DefaultEndpointsProtocol|sig=|InstrumentationKey|password", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();

    [GeneratedRegex(@".ConnectionString", RegexOptions.IgnoreCase)]
    private static partial Regex ConnectionStrings();

    [GeneratedRegex(@"variables\('roles'\)\.(\w+)")]
    private static partial Regex RoleNames();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Guids();

    [GeneratedRegex(@"core\.windows\.net|vault\.azure\.(net|cn)|azurewebsites\.net|chinacloudapi\.cn|chinacloudsites\.cn|microsoftonline", RegexOptions.IgnoreCase)]
    private static partial Regex CloudAddresses();
}
