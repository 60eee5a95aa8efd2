using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>
/// Runs deploy.sh with fake commands. The tests check its calls, their order, and its way back to the previous version.
/// </summary>
public sealed partial class When_deploy_sh_runs : IDisposable
{
    private readonly FakeAzure _azure = new();

    public When_deploy_sh_runs() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The script and its stand-ins are for bash.");

    public void Dispose() => _azure.Dispose();

    [Fact]
    public async Task The_first_time_it_shows_deploys_makes_the_key_publishes_and_proves_in_this_order()
    {
        await HeldAsync("--yes");

        string[] expected =
        [
            "az deployment group what-if", "az deployment group create", "az keyvault secret set", "az keyvault secret set", "az functionapp restart",
            "dotnet publish", "az storage blob upload", "az functionapp deployment source config-zip", "dotnet run", "az storage blob upload",
        ];
        Assert.Equal(expected, _azure.Calls.Select(call => expected.FirstOrDefault(each => call.StartsWith(each, StringComparison.Ordinal))).OfType<string>());
        Assert.Contains(_azure.Calls, call => call.Contains("TalentPass.Functions -c Release -p:FunctionsHost=Azure", StringComparison.Ordinal));
        var built = _azure.Calls.Select(call => Informational().Match(call)).Single(each => each.Success).Groups[1].Value;
        Assert.StartsWith("v1-", built, StringComparison.Ordinal);
        Assert.Contains(_azure.Calls, call => call.EndsWith($"canary https://talentpass.example {built}", StringComparison.Ordinal));
        Assert.Equal("none\n", _azure.Read("former"));
        Assert.Equal(("v1", "v1", null), (_azure.Runs, _azure.Labelled("current"), _azure.Labelled("previous")));
    }

    [Fact]
    public async Task The_master_key_is_32_random_bytes_that_no_command_line_and_no_line_shows()
    {
        var output = await HeldAsync("--yes");
        var key = _azure.Key!;

        Assert.Equal(32, Convert.FromBase64String(key).Length);
        Assert.DoesNotContain(key, output, StringComparison.Ordinal);
        Assert.DoesNotContain(_azure.Calls, call => call.Contains(key, StringComparison.Ordinal));

        await HeldAsync("--yes");
        Assert.Equal(key, _azure.Key);
    }

    [Theory]
    [InlineData("", "--what-if")]
    [InlineData("n\n")]
    [InlineData("")]
    public async Task Shown_only_or_not_agreed_to_changes_nothing(string answer, params string[] arguments)
    {
        var (code, output) = await _azure.DeployAsync(answer, ["city", "prod", .. arguments]);

        Assert.Equal(arguments is [] ? 1 : 0, code);
        Assert.Contains("+ Microsoft.Web/sites", output, StringComparison.Ordinal);
        Assert.False(_azure.Has("created") || _azure.Has("site") || _azure.Has("key"));
        Assert.DoesNotContain(_azure.Calls, call => call.StartsWith("dotnet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Agreed_to_it_goes_on()
    {
        var (code, output) = await _azure.DeployAsync("y\n", "city", "prod");

        Assert.True(code == 0, output);
        Assert.Equal("v1", _azure.Runs);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_is_refused_or_does_not_answer_gives_way_to_the_one_before(bool refused)
    {
        await HeldAsync("--yes");
        if (refused)
        {
            _azure.Write("site-refuses", "");
        }
        else
        {
            _azure.Write("bad", "v2\n");
        }

        var (code, output) = await _azure.DeployAsync("", "city", "prod", "--yes");

        Assert.Equal(1, code);
        Assert.Contains("Going back to v1", output, StringComparison.Ordinal);
        Assert.Equal(("v1", "v1"), (_azure.Runs, _azure.Labelled("current")));

        // The next deployment works: it deploys the next good version, and the previous version is v1.
        await HeldAsync("--yes");
        Assert.Equal(("v3", "v3", "v1"), (_azure.Runs, _azure.Labelled("current"), _azure.Labelled("previous")));
    }

    [Fact]
    public async Task Without_an_earlier_package_or_with_a_bad_one_it_says_so()
    {
        _azure.Write("bad", "v1\nv2\n");
        var (first, nothing) = await _azure.DeployAsync("", "city", "prod", "--yes");
        Assert.Equal(1, first);
        Assert.Contains("nothing to go back to", nothing, StringComparison.Ordinal);
        Assert.Null(_azure.Labelled("current"));

        _azure.Write("bad", "none\n");
        await HeldAsync("--yes");
        _azure.Write("bad", "v2\nv3\n");
        var (second, both) = await _azure.DeployAsync("", "city", "prod", "--yes");
        Assert.Equal(1, second);
        Assert.Contains("does not answer as it should either", both, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_hand_it_goes_back_to_the_package_before_and_deploys_nothing()
    {
        await HeldAsync("--yes");
        await HeldAsync("--yes");
        Assert.Equal("v2", _azure.Runs);
        _azure.Remove("created");

        await HeldAsync("--rollback");

        Assert.Equal(("v1", "v1"), (_azure.Runs, _azure.Labelled("current")));
        Assert.False(_azure.Has("created"));
    }

    [Fact]
    public async Task A_deleted_master_key_is_never_replaced()
    {
        _azure.Write("deleted-key", "keyring-key\n");
        var (code, output) = await _azure.DeployAsync("", "city", "prod", "--yes");

        Assert.Equal(1, code);
        Assert.Contains("az keyvault secret recover --vault-name kv-tp --name keyring-key", output, StringComparison.Ordinal);
        Assert.Null(_azure.Key);
        Assert.False(_azure.Has("site"));
    }

    [Fact]
    public async Task Whether_a_master_key_was_deleted_is_asked_until_the_role_is_known()
    {
        _azure.Write("deleted-key", "keyring-key\n");
        _azure.Write("deleted-unknown", "3");
        var (code, output) = await _azure.DeployAsync("", "city", "prod", "--yes");
        Assert.Equal((1, true), (code, output.Contains("The master key was deleted", StringComparison.Ordinal)));

        _azure.Write("deleted-unknown", "1000");
        (code, output) = await _azure.DeployAsync("", "city", "prod", "--yes");
        Assert.Equal((1, true), (code, output.Contains("cannot be told", StringComparison.Ordinal)));
        Assert.Null(_azure.Key);
    }

    [Fact]
    public async Task The_infrastructure_alone_leaves_room_for_an_old_key_and_a_copy()
    {
        var output = await HeldAsync("--yes", "--infrastructure-only");
        Assert.Contains("Vault: kv-tp; data account: tpdata", output, StringComparison.Ordinal);
        Assert.True(_azure.Has("created"));
        Assert.False(_azure.Has("site") || _azure.Has("key"));

        // The operator has stored the old key by hand. The app starts with this key.
        _azure.Write("known-key", "keyring-key\nkeyring-former-keys\n");
        await HeldAsync("--yes");
        Assert.False(_azure.Has("key") || _azure.Has("former"));
        Assert.Equal(["functionapp restart", "functionapp deployment"], _azure.Calls.Where(call => call.StartsWith("az functionapp", StringComparison.Ordinal))
            .Select(call => string.Join(' ', call.Split(' ')[1..3])).Where(call => call is not "functionapp list-flexconsumption-locations"));
    }

    [Fact]
    public async Task A_data_account_that_is_there_is_taken_over_in_its_region()
    {
        await HeldAsync("--yes", "--data-account", "tpdataold", "--location", "chinanorth3");
        Assert.Contains("location=chinanorth3 existingDataAccountName=tpdataold", _azure.Read("created"), StringComparison.Ordinal);

        await HeldAsync("--yes");
        Assert.DoesNotContain("location=", _azure.Read("created"), StringComparison.Ordinal);
        var (code, output) = await _azure.DeployAsync("", "city", "prod", "--location", "moon");
        Assert.Equal((1, true), (code, output.Contains("moon has no Flex Consumption", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Of_old_packages_the_last_five_are_kept_and_whatever_ran_before()
    {
        await HeldAsync("--yes");
        _azure.Write("bad", string.Concat(Enumerable.Range(2, 6).Select(number => $"v{number}\n")));
        for (var number = 2; number <= 7; number++)
        {
            Assert.Equal(1, (await _azure.DeployAsync("", "city", "prod", "--yes")).Code);
        }

        await HeldAsync("--yes");
        Assert.Equal(("v8", "v1"), (_azure.Labelled("current"), _azure.Labelled("previous")));
        Assert.Equal(["v1", "v4", "v5", "v6", "v7", "v8"], _azure.Kept);
    }

    [Theory]
    [InlineData("signed-in", null, "Sign in first: az login.")]
    [InlineData("group", null, "There is no group city")]
    [InlineData("group", "moon\n", "moon has no Flex Consumption")]
    public async Task What_is_missing_is_told_before_anything_changes(string file, string? text, string sentence)
    {
        _azure.Remove(file);
        if (text is not null)
        {
            _azure.Write(file, text);
        }

        var (code, output) = await _azure.DeployAsync("", "city", "prod", "--yes");

        Assert.Equal(1, code);
        Assert.Contains(sentence, output, StringComparison.Ordinal);
        Assert.DoesNotContain(_azure.Calls, call => call.StartsWith("az deployment", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("infra/azure/deploy.sh <resource group>")]
    [InlineData("infra/azure/deploy.sh <resource group>", "city", "staging")]
    [InlineData("Unknown: --force", "city", "prod", "--force")]
    [InlineData("Unknown: yes", "city", "prod", "--yes", "yes")]
    public async Task A_command_line_that_cannot_be_meant_is_answered_with_the_usage(string told, params string[] arguments)
    {
        var (code, output) = await _azure.DeployAsync("", arguments);

        Assert.Equal(64, code);
        Assert.Contains(told, output, StringComparison.Ordinal);
        Assert.Empty(_azure.Calls);
    }

    private async Task<string> HeldAsync(params string[] arguments)
    {
        var (code, output) = await _azure.DeployAsync("", ["city", "prod", .. arguments]);
        Assert.True(code == 0, output);
        return output;
    }

    [GeneratedRegex("-p:InformationalVersion=([^ ]+)")]
    private static partial Regex Informational();
}
