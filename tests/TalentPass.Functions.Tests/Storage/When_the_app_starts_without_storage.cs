using System.Net;
using TalentPass.Core;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.LocalHost;

namespace TalentPass.Functions.Tests.Storage;

/// <summary>
/// The app is started while storage is away. It says so, answers what needs no storage, and works as soon as storage is there. It
/// can be stopped at any time.
/// </summary>
public sealed class When_the_app_starts_without_storage(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan _stop = TimeSpan.FromMinutes(1);
    private readonly TemporaryFolder _folder = new();

    private static Dictionary<string, string> Settings { get; } = new()
    {
        ["KeyRing__Key"] = Convert.ToBase64String(new byte[32]),
        ["Storage__CreateMissing"] = "true",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Faults { get; } = ["refused", "silent", "busy", "page of a proxy"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_needs_no_storage_is_answered_and_all_else_is_told_to_come_again(string fault)
    {
        await using var proxy = Broken(fault);
        await using var app = await TestApp.StartAsync(proxy.Connection, untilReady: false);
        foreach (var path in (string[])["/health/live", "/", "/pass", "/desk", "/hall", "/docs", "/openapi/v1.json"])
        {
            (await app.Http.GetJsonAsync(path)).Is(HttpStatusCode.OK);
        }

        foreach (var path in (string[])["/api/v1/services", "/api/v1/sign-in/demo", "/api/v1/requests", "/.well-known/talentpass/trust"])
        {
            using var answer = await app.Http.GetAsync(path, Cancel);
            (await Answer.ReadAsync(answer)).Is(HttpStatusCode.ServiceUnavailable, RefusalCodes.NotReady);
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        }

        var ready = (await app.Http.GetJsonAsync("/health/ready")).Is(HttpStatusCode.ServiceUnavailable, RefusalCodes.NotReady);
        var reasons = ready.Member("errors", "/start").EnumerateArray().Select(each => each.GetString()!).ToList();
        Assert.Equal(["storage", "partners", "calendars", "catalogue", "demo-talents"], reasons.Select(each => each.Split(':')[0]));
        Assert.Contains(reasons[0], (string[])["storage:unreachable", "storage:running"]);
        Assert.All(reasons.Skip(1), each => Assert.EndsWith(":waiting", each, StringComparison.Ordinal));

        proxy.Set(StorageWay.Open);
        await app.UntilReadyAsync();
        using var talent = await app.SignInAsync("li-wei");
        using var desk = await app.SignInAsync("desk-housing");
        var filed = await RequestCalls.FileAsync(talent, "housing-rent-subsidy");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        await HttpJson.UntilAsync(() => app.Http.GetJsonAsync("/health/ready"), answer => answer.Status == HttpStatusCode.OK, "the app says that it is ready");
    }

    [Fact]
    public async Task A_process_started_before_its_storage_gets_ready_and_stops_cleanly_when_storage_falls_silent()
    {
        await using var proxy = Broken("refused");
        await using var app = AppProcess.Start(proxy.Connection, Settings);
        await app.UntilAsync(HttpStatusCode.ServiceUnavailable, "/health/ready", Cancel);
        await app.UntilAsync(HttpStatusCode.OK, "/health/live", Cancel);

        proxy.Set(StorageWay.Open);
        await app.UntilAsync(HttpStatusCode.OK, "/health/ready", Cancel);
        await app.UntilAsync(HttpStatusCode.OK, "/.well-known/talentpass/trust", Cancel);

        proxy.Set(StorageWay.Silent);
        await app.UntilAsync(HttpStatusCode.ServiceUnavailable, "/health/ready", Cancel);
        Assert.Equal(0, await app.StopAsync(_stop));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("silent")]
    public async Task A_process_that_never_found_its_storage_stops_cleanly(string fault)
    {
        await using var proxy = Broken(fault);
        await using var app = AppProcess.Start(proxy.Connection, Settings);
        await app.UntilAsync(HttpStatusCode.ServiceUnavailable, "/health/ready", Cancel);
        Assert.Equal(0, await app.StopAsync(_stop));
    }

    [Fact]
    public async Task A_wrong_seed_stops_it_at_once_with_its_mistake_all_the_same()
    {
        var seeds = Path.Combine(_folder.Path, "seeds");
        foreach (var file in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "seeds"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(seeds, Path.GetRelativePath(Path.Combine(AppContext.BaseDirectory, "seeds"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        await File.WriteAllTextAsync(Path.Combine(seeds, "partners.json"), "{\"partners\":[{\"cityCode\":\"x\"}]}", Cancel);
        await using var proxy = Broken("silent");
        var settings = new Dictionary<string, string>(Settings)
        {
            ["Seeds__Path"] = seeds,
            ["TalentPassStorage"] = proxy.Connection,
            ["AzureWebJobsStorage"] = proxy.Connection,
        };
        await using var run = new LocalRunProcess(Path.Combine(_folder.Path, "data"), settings, "--no-azurite", "--port", "0");

        Assert.Equal(1, await run.EndAsync());
        Assert.StartsWith("partners.json#/partners/0", run.Error, StringComparison.Ordinal);
    }

    private StorageProxy Broken(string fault)
    {
        var proxy = new StorageProxy(azurite.NewAccount());
        proxy.Set(
            fault switch { "refused" => StorageWay.Closed, "silent" => StorageWay.Silent, _ => StorageWay.Canned },
            fault == "busy" ? StorageProxy.Answer("503 Server Busy") : StorageProxy.Answer("200 OK", "<html>", "Content-Type: text/html"));
        return proxy;
    }
}
