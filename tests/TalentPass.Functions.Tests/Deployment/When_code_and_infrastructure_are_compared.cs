using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NCrontab;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.City;
using TalentPass.Functions.Backup;
using TalentPass.Functions.Casework.Timers;
using TalentPass.Functions.Http;
using TalentPass.LocalHost.Run;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>Checks that the Bicep files create exactly what the code uses: nothing is missing and nothing is unused.</summary>
public sealed class When_code_and_infrastructure_are_compared(CompiledTemplate template) : IClassFixture<CompiledTemplate>
{
    private static IEnumerable<(string Function, ParameterInfo Parameter)> Triggers =>
        from type in typeof(TalentPassRegistration).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        from parameter in method.GetParameters()
        select (function.Name, parameter);

    [Fact]
    public void Every_table_exists_and_no_other() =>
        Assert.Equal(
            StorageLayout.Tables.Order(StringComparer.Ordinal),
            template.NamesOf("Microsoft.Storage/storageAccounts/tableServices/tables").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_queue_exists_with_a_place_for_what_fails_and_no_other() =>
        Assert.Equal(
            StorageLayout.Queues.SelectMany(queue => (string[])[queue, $"{queue}-poison"]).Order(StringComparer.Ordinal),
            template.NamesOf("Microsoft.Storage/storageAccounts/queueServices/queues").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_queue_that_a_function_listens_to_is_created_and_its_connection_is_set()
    {
        var listeners = Triggers.Select(each => each.Parameter.GetCustomAttribute<QueueTriggerAttribute>()).OfType<QueueTriggerAttribute>().ToList();

        Assert.NotEmpty(listeners);
        Assert.Empty(listeners.Select(each => each.QueueName).Except(StorageLayout.Queues));
        foreach (var connection in listeners.Select(each => each.Connection).Distinct())
        {
            Assert.Contains($"{connection}__queueServiceUri", Settings.Keys);
            Assert.Equal("managedidentity", Settings[$"{connection}__credential"].Trim('\''));
        }
    }

    [Fact]
    public void Every_container_exists_in_the_data_account_and_those_of_copies_and_of_the_host_beside_it() =>
        Assert.Equal(
            StorageLayout.Containers.Concat(CopyContainers.Names).Concat(["packages", "releases"]).Order(StringComparer.Ordinal),
            template.NamesOf("Microsoft.Storage/storageAccounts/blobServices/containers").Order(StringComparer.Ordinal));

    [Fact]
    public void The_container_that_packages_run_from_is_created_in_the_hosts_account()
    {
        var storage = Assert.Single(template.OfType("Microsoft.Web/sites")).Resource.GetProperty("properties")
            .GetProperty("functionAppConfig").GetProperty("deployment").GetProperty("storage");

        Assert.EndsWith(".blob)]", storage.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Contains("{0}packages", storage.GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Contains("packages", template.NamesOf("Microsoft.Storage/storageAccounts/blobServices/containers"));
    }

    [Fact]
    public void Every_timer_has_an_alert_that_waits_longer_than_two_of_its_runs()
    {
        var timers = Triggers.Select(each => (each.Function, Timer: each.Parameter.GetCustomAttribute<TimerTriggerAttribute>()))
            // The nightly copy has an alert of its own, which reads the line that it logs.
            .Where(each => each.Timer is not null && each.Function != "BackUp").ToDictionary(each => each.Function, each => each.Timer!.Schedule);
        var alerts = template.Variable("alerts", "timers").EnumerateArray()
            .ToDictionary(each => each.GetProperty("name").GetString()!, each => each.GetProperty("minutes").GetInt32());

        // Add a new timer to the list in infra/azure/modules/alerts.bicep.
        Assert.Equal(timers.Keys.Order(StringComparer.Ordinal), alerts.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, schedule) in timers)
        {
            var runs = CrontabSchedule.Parse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true })
                .GetNextOccurrences(new DateTime(2026, 1, 1), new DateTime(2026, 3, 1)).Take(50).ToList();
            var longest = runs.Zip(runs.Skip(1), (one, next) => next - one).Max();
            Assert.True(alerts[name] >= 2 * longest.TotalMinutes, $"The alert of {name} waits {alerts[name]} minutes, its runs are {longest} apart.");
            // Azure log alerts allow only these windows, in minutes.
            Assert.Contains(alerts[name], (int[])[5, 10, 15, 30, 45, 60, 120, 180, 240, 300, 360, 1440, 2880]);
        }
    }

    [Fact]
    public void The_alerts_read_the_very_words_the_app_writes()
    {
        // KQL parses the log line "Queue {Queue} holds …" with the pattern "Queue " Queue " holds " …
        Assert.Contains(
            Pattern(Assert.Single(Lines(typeof(QueueWatchTriggers))), part => part is "Queue" ? part : $"{part}:long"),
            template.Variable("alerts", "queueLines").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            Pattern(Assert.Single(Lines(typeof(PipelineCore)), line => line.Contains('→')), part => part.Split(':')[0] switch
            {
                "Status" => "Status:int",
                "Milliseconds" => "Milliseconds:double",
                "StorageCalls" => "Calls:int",
                "TraceId" => "Trace",
                var text => text,
            }),
            template.Variable("alerts", "answerLines").GetString(), StringComparison.Ordinal);
        var copied = Assert.Single(template.OfType("Microsoft.Insights/scheduledQueryRules"), each => each.Resource.GetProperty("name").GetString()!.Contains("alert-backup", StringComparison.Ordinal))
            .Resource.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString();
        Assert.Contains($"ago(26h) | where Message startswith \"{Assert.Single(Lines(typeof(BackupTriggers))).Split('{')[0]}\"", copied, StringComparison.Ordinal);
        Assert.Contains("was quarantined", Assert.Single(Lines(typeof(TalentPass.Functions.Casework.Desks.DeskQueueTriggers))), StringComparison.Ordinal);
        Assert.Contains("row in storage is not trusted", Assert.Single(Lines(typeof(RowSeal))), StringComparison.Ordinal);
        Assert.Single(Lines(typeof(PipelineCore)), line => line.Contains("row in storage is not trusted", StringComparison.Ordinal));
    }

    [Fact]
    public void The_budgets_of_errors_and_latency_are_read_from_the_answers() =>
        Assert.Equal(
            ["errors-fast", "errors-slow", "latency"],
            template.Variable("alerts", "checks").EnumerateArray()
                .Where(check => check.GetProperty("query").GetString()!.Contains("variables('answerLines')", StringComparison.Ordinal))
                .Select(check => check.GetProperty("name").GetString()));

    [Fact]
    public void The_runtime_is_the_one_the_app_is_built_for()
    {
        var runtime = Assert.Single(template.OfType("Microsoft.Web/sites")).Resource.GetProperty("properties")
            .GetProperty("functionAppConfig").GetProperty("runtime");

        Assert.Equal("dotnet-isolated", runtime.GetProperty("name").GetString());
        Assert.Equal(Environment.Version.ToString(2), runtime.GetProperty("version").GetString());
    }

    [Fact]
    public void No_setting_is_one_that_flex_consumption_refuses() =>
        // learn.microsoft.com, "Flex Consumption plan deprecations".
        Assert.Empty(Settings.Keys.Intersect(
        [
            "AzureWebJobsStorage", "ENABLE_ORYX_BUILD", "FUNCTIONS_EXTENSION_VERSION", "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION",
            "FUNCTIONS_MAX_HTTP_CONCURRENCY", "FUNCTIONS_WORKER_PROCESS_COUNT", "FUNCTIONS_WORKER_DYNAMIC_CONCURRENCY_ENABLED",
            "SCM_DO_BUILD_DURING_DEPLOYMENT", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTOVERVNET", "WEBSITE_CONTENTSHARE",
            "WEBSITE_DNS_SERVER", "WEBSITE_MAX_DYNAMIC_APPLICATION_SCALE_OUT", "WEBSITE_NODE_DEFAULT_VERSION", "WEBSITE_RUN_FROM_PACKAGE",
            "WEBSITE_SKIP_CONTENTSHARE_VALIDATION", "WEBSITE_VNET_ROUTE_ALL",
        ]));

    [Fact]
    public void The_host_takes_a_little_more_than_the_largest_body_of_the_app_here_and_on_a_developers_machine()
    {
        var largest = new OperationTable(typeof(TalentPassRegistration).Assembly.GetTypes()).All.Max(operation => operation.About.MaxBodyBytes);

        // So that the app refuses a body that is a little too large with its own words.
        Assert.InRange(long.Parse(Settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"].Trim('\''), CultureInfo.InvariantCulture), largest + (512 * 1024), largest + (1024 * 1024));
        Assert.Equal(LocalRun.DeployedBodyLimit, Settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"].Trim('\''));
    }

    [Fact]
    public void An_instance_gets_no_more_calls_than_its_memory_bears_with_uploads()
    {
        var parameters = template.Templates["main"].GetProperty("parameters");
        var (calls, memory) = (parameters.GetProperty("httpConcurrency").GetProperty("defaultValue").GetInt32(), parameters.GetProperty("instanceMemoryMB").GetProperty("defaultValue").GetInt32());
        var body = long.Parse(Settings["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"].Trim('\''), CultureInfo.InvariantCulture);

        // The host takes up to five times the size of a body: 3.6 GB were measured for eight of 95 MiB.
        Assert.InRange(5 * calls * body, 1, memory * 1024L * 1024);
        Assert.True(calls <= new RateLimitSettings().CallsAtOnce, "The app would refuse calls that the platform sends it.");
    }

    [Fact]
    public void Every_setting_is_read_by_the_app_or_by_its_host()
    {
        var asked = new RecordingSettings();
        foreach (var (name, value) in DeployedSettings.Example(template, new Uri("https://data.example"), new Uri("https://data.example"), new Uri("https://data.example")))
        {
            asked.Set(name.Replace("__", ":", StringComparison.Ordinal), value);
        }

        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ((IConfigurationBuilder)builder.Configuration).Add(asked);
        builder.AddTalentPass();
        using var services = builder.Services.BuildServiceProvider();
        services.GetRequiredService<StorageClients>();
        services.GetRequiredService<MasterKey>();
        services.GetRequiredService<HomeCity>();
        services.GetRequiredService<OidcSettings>();
        services.GetRequiredService<RateLimitSettings>();

        services.GetRequiredService<BackUp>();

        string[] hosts = ["APPLICATIONINSIGHTS_", "AzureWebJobs", "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT", "OTEL_TRACES_SAMPLER"];
        Assert.Empty(Settings.Keys.Where(name => !hosts.Any(host => name.StartsWith(host, StringComparison.Ordinal)))
            .Select(name => name.Replace("__", ":", StringComparison.Ordinal)).Except(asked.Keys, StringComparer.OrdinalIgnoreCase));
    }

    private static string[] Lines(Type type) => [.. type.GetNestedType("Log", BindingFlags.NonPublic)!.GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.Message).OfType<string>().Distinct()];

    // Builds the KQL pattern that parses a log line: fixed text in quotes, with a column name between, and a type for numbers.
    private static string Pattern(string line, Func<string, string> name)
    {
        var parts = line.Split(['{', '}']);
        return "parse Message with " + string.Join(' ', parts.Select((part, index) => index % 2 == 1 ? name(part) : part is "" ? "" : $"\"{part}\"")).Trim();
    }

    private IReadOnlyDictionary<string, string> Settings => DeployedSettings.Read(template);

    /// <summary>A settings provider that records which settings the app reads.</summary>
    private sealed class RecordingSettings : ConfigurationProvider, IConfigurationSource
    {
        public HashSet<string> Keys { get; } = new(StringComparer.OrdinalIgnoreCase);

        public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

        public override bool TryGet(string key, out string? value)
        {
            Keys.Add(key);
            return base.TryGet(key, out value);
        }
    }
}
