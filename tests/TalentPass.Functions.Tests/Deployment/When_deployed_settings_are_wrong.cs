using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TalentPass.LocalHost;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// One setting of the deployed app is wrong. The app does not start, and the error names the setting and the reason.
/// </summary>
public sealed class When_deployed_settings_are_wrong(CompiledTemplate template) : IClassFixture<CompiledTemplate>
{
    private const string RealAccount = "DefaultEndpointsProtocol=https;AccountName=x;AccountKey=c2VjcmV0MQ==;";

    [Theory]
    [InlineData("TalentPassStorage__tableServiceUri", null, "TalentPassStorage__tableServiceUri is missing")]
    [InlineData("TalentPassStorage__queueServiceUri", null, "TalentPassStorage__queueServiceUri is missing")]
    [InlineData("TalentPassStorage__blobServiceUri", null, "TalentPassStorage__blobServiceUri is missing")]
    [InlineData("TalentPassStorage__tableServiceUri", "http://x.table.core.windows.net", "TalentPassStorage__tableServiceUri must be an https address")]
    [InlineData("TalentPassStorage", RealAccount + "EndpointSuffix=core.windows.net", "TalentPassStorage is a connection string")]
    [InlineData("TalentPassStorage", RealAccount + "TableEndpoint=https://x.table.core.chinacloudapi.cn/", "TalentPassStorage is a connection string")]
    [InlineData("Backup__blobServiceUri", "http://x.blob.core.windows.net", "Backup__blobServiceUri must be an https address")]
    [InlineData("KeyRing__Key", null, "No master key: set KeyRing:Key")]
    [InlineData("KeyRing__Key", "bm90IDMyIGJ5dGVz", "KeyRing:Key must be 32 bytes in base64")]
    [InlineData("KeyRing__FormerKeys", "bm90IDMyIGJ5dGVz", "Each key in KeyRing:FormerKeys must be 32 bytes in base64")]
    [InlineData("KeyRing__FormerKeys", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.cn/secrets/keyring-former-keys)", "KeyRing:FormerKeys is a Key Vault reference that was not resolved")]
    [InlineData("KeyRing__Key", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.cn/secrets/keyring-key)", "KeyRing:Key is a Key Vault reference that was not resolved")]
    [InlineData("Oidc__Audience", null, "Oidc:Audience is missing")]
    [InlineData("Oidc__Authority", "http://login.example.cn", "Oidc:Authority must be an https address")]
    [InlineData("Demo__Accounts", "true", "Demo:Accounts is on in a production environment")]
    public async Task The_app_does_not_start_and_names_it_without_repeating_secrets(string name, string? value, string message)
    {
        var mistake = Assert.Single(await MistakesAsync((name, value)));

        Assert.StartsWith(message, mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0MQ", mistake, StringComparison.Ordinal);
        Assert.DoesNotContain("bm90IDMyIGJ5dGVz", mistake, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_file_is_refused_in_production() =>
        Assert.StartsWith(
            "KeyRing:KeyFile is for one developer's machine",
            Assert.Single(await MistakesAsync(("KeyRing__Key", null), ("KeyRing__KeyFile", "master.key"))),
            StringComparison.Ordinal);

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused_on_a_developers_machine()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        using var folder = new TemporaryFolder();
        var path = Path.Combine(folder.Path, "master.key");
        await File.WriteAllTextAsync(path, Convert.ToBase64String(new byte[32]), TestContext.Current.CancellationToken);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Development", new()
        {
            ["TalentPassStorage"] = "UseDevelopmentStorage=true",
            ["KeyRing__KeyFile"] = path,
        }));
        Assert.Contains($"chmod 600 {path}", Assert.Single(refused.Failures), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> MistakesAsync(params (string Name, string? Value)[] changes)
    {
        var settings = DeployedSettings.Example(template, new Uri("https://x.table.core.windows.net/"), new Uri("https://x.queue.core.windows.net/"), new Uri("https://x.blob.core.windows.net/"));
        foreach (var (name, value) in changes)
        {
            settings[name] = value;
        }

        return [.. (await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync("Production", settings))).Failures];
    }

    private static async Task StartAsync(string environment, Dictionary<string, string?> settings)
    {
        var builder = LocalApplication.CreateBuilder([]);
        builder.Options.FunctionTypes = [];
        builder.Options.Url = new Uri("http://127.0.0.1:0");
        builder.Environment.EnvironmentName = environment;
        builder.Configuration.AddInMemoryCollection(settings.Select(each =>
            KeyValuePair.Create(each.Key.Replace("__", ":", StringComparison.Ordinal), each.Value)));
        builder.AddTalentPass();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);
    }
}
