using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The build for Azure differs from the local build only in the packages of the host and in one file.</summary>
public sealed partial class When_the_app_is_built_for_Azure
{
    private static readonly string _root = Path.GetFullPath(Path.Combine(Bicep.Folder, "..", ".."));
    private static readonly string _functions = Path.Combine(_root, "functions");
    private static readonly string[] _ownProperties =
        ["NuGetLockFilePath", "BaseOutputPath", "RuntimeIdentifier", "PublishReadyToRun"];

    [Fact]
    public async Task It_takes_the_workers_packages_instead_of_the_local_host()
    {
        var (azure, local) = (await EvaluateAsync("Azure"), await EvaluateAsync("Local"));
        var versions = Items(azure, "PackageVersion").ToDictionary(Identity, item => item.GetProperty("Version").GetString());

        Assert.Equal(
            [
                "Microsoft.Azure.Functions.Worker 2.52.0",
                "Microsoft.Azure.Functions.Worker.Extensions.Http 3.3.0",
                "Microsoft.Azure.Functions.Worker.Extensions.Http.AspNetCore 2.1.1",
                "Microsoft.Azure.Functions.Worker.Extensions.Storage.Queues 5.5.5",
                "Microsoft.Azure.Functions.Worker.Extensions.Timer 4.3.1",
                "Microsoft.Azure.Functions.Worker.Sdk 2.1.0",
            ],
            Names(azure, "PackageReference").Except(Names(local, "PackageReference")).Select(name => $"{name} {versions[name]}").Order(StringComparer.Ordinal));
        Assert.Empty(Names(local, "PackageReference").Except(Names(azure, "PackageReference")));
        Assert.Equal(["TalentPass.LocalHost"], Projects(local).Except(Projects(azure)));
        Assert.Empty(Projects(azure).Except(Projects(local)));
        Assert.Equal(["LOCAL_HOST"], Symbols(local).Except(Symbols(azure)));
        Assert.Equal("v4", azure.GetProperty("Properties").GetProperty("AzureFunctionsVersion").GetString());
    }

    [Fact]
    public async Task It_restores_from_a_lock_file_of_its_own_in_folders_of_its_own_and_is_compiled_ahead_of_time()
    {
        var (azure, local) = ((await EvaluateAsync("Azure")).GetProperty("Properties"), (await EvaluateAsync("Local")).GetProperty("Properties"));

        Assert.Equal(["packages.azure.lock.json", "bin/azure/", "linux-x64", "true"], _ownProperties.Select(name => azure.GetProperty(name).GetString()));
        Assert.EndsWith("obj/azure/", azure.GetProperty("BaseIntermediateOutputPath").GetString(), StringComparison.Ordinal);
        Assert.All(_ownProperties, name => Assert.DoesNotContain("azure", local.GetProperty(name).GetString(), StringComparison.Ordinal));
        Assert.DoesNotContain("azure", local.GetProperty("BaseIntermediateOutputPath").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_lock_file_names_the_workers_packages_in_the_versions_that_are_asked_for()
    {
        var azure = await EvaluateAsync("Azure");
        var versions = Items(azure, "PackageVersion").ToDictionary(Identity, item => item.GetProperty("Version").GetString());
        using var locked = JsonDocument.Parse(await File.ReadAllTextAsync(
            Path.Combine(_functions, "TalentPass.Functions", "packages.azure.lock.json"), TestContext.Current.CancellationToken));
        var direct = locked.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
            .Where(each => each.Value.GetProperty("type").GetString() == "Direct").ToDictionary(each => each.Name, each => each.Value.GetProperty("resolved").GetString());

        foreach (var name in Names(azure, "PackageReference").Where(versions.ContainsKey))
        {
            Assert.Equal(versions[name], direct[name]);
        }
    }

    [Fact]
    public void No_lock_file_names_an_address()
    {
        var files = Directory.EnumerateFiles(_root, "packages*.lock.json", SearchOption.AllDirectories).Where(path => !Built().IsMatch(path)).ToList();

        Assert.Contains(files, path => path.EndsWith("packages.azure.host.lock.json", StringComparison.Ordinal));
        Assert.All(files, path => Assert.DoesNotContain("://", File.ReadAllText(path), StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_first_lines_of_the_program_know_which_host_it_is()
    {
        var sources = Directory.EnumerateFiles(_functions, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Built().IsMatch(path)).ToDictionary(path => Path.GetRelativePath(_functions, path), File.ReadAllText);

        Assert.InRange(sources.Count, 100, 10_000);
        var program = Path.Combine("TalentPass.Functions", "Program.cs");
        Assert.Equal([program], sources.Where(each => Hosts().IsMatch(each.Value)).Select(each => each.Key));
        var azure = sources[program].Split("#else")[1];
        Assert.Contains("FunctionsApplication.CreateBuilder(args)", azure, StringComparison.Ordinal);
        Assert.Contains("builder.ConfigureFunctionsWebApplication();", azure, StringComparison.Ordinal);
        Assert.Contains("kestrel.Limits.MaxRequestBodySize = null", azure, StringComparison.Ordinal);
        Assert.Contains("builder.AddTalentPass()", azure, StringComparison.Ordinal);
    }

    [Fact]
    public void It_writes_no_lines_to_the_console_which_the_host_would_log_a_second_time()
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.AddTalentPass();

        Assert.Empty(builder.Services.Where(each => each.ServiceType == typeof(ILoggerProvider)).Select(each => each.ImplementationType));
    }

    private static async Task<JsonElement> EvaluateAsync(string host)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild", Path.Combine(_functions, "TalentPass.Functions"), $"-p:FunctionsHost={host}", "-p:Configuration=Release", "-nodeReuse:false",
                "-getItem:PackageReference,PackageVersion,ProjectReference", $"-getProperty:DefineConstants,AzureFunctionsVersion,BaseIntermediateOutputPath,{string.Join(',', _ownProperties)}",
            ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
        return JsonElement.Parse(output);
    }

    private static List<JsonElement> Items(JsonElement evaluated, string kind) => [.. evaluated.GetProperty("Items").GetProperty(kind).EnumerateArray()];

    private static string Identity(JsonElement item) => item.GetProperty("Identity").GetString()!;

    private static IEnumerable<string> Names(JsonElement evaluated, string kind) => Items(evaluated, kind).Select(Identity);

    private static IEnumerable<string> Projects(JsonElement evaluated) =>
        Names(evaluated, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    private static string[] Symbols(JsonElement evaluated) => evaluated.GetProperty("Properties").GetProperty("DefineConstants").GetString()!.Split(';');

    [GeneratedRegex(@"[\\/](bin|obj)[\\/]")]
    private static partial Regex Built();

    [GeneratedRegex(@"^\s*#(if|elif)\b|TalentPass\.LocalHost|LOCAL_HOST|Functions\.Worker\.Builder", RegexOptions.Multiline)]
    private static partial Regex Hosts();
}
