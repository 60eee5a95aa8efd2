using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.LocalHost.Http;
using TalentPass.LocalHost.Invocation;
using TalentPass.LocalHost.Queues;
using TalentPass.LocalHost.Timers;

namespace TalentPass.LocalHost;

/// <summary>Configures an app for the local host, as <c>FunctionsApplicationBuilder</c> does for the Azure host.</summary>
public sealed class LocalApplicationBuilder : IHostApplicationBuilder
{
    /// <summary>The setting of the Azure host with the largest body of a request, in bytes.</summary>
    public const string RequestBodyLimit = "FUNCTIONS_REQUEST_BODY_SIZE_LIMIT";

    // The default of the Azure host.
    private const long UsualRequestBodyLimit = 104_857_600;
    private readonly WebApplicationBuilder _web;

    internal LocalApplicationBuilder(string[] args, string? environment = null)
    {
        _web = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = environment,
        });
        _web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Configuration.GetValue(RequestBodyLimit, UsualRequestBodyLimit);
        });
    }

    /// <summary>The options of the host.</summary>
    public LocalHostOptions Options { get; } = new();

    /// <inheritdoc />
    public IConfigurationManager Configuration => _web.Configuration;

    /// <inheritdoc />
    public IHostEnvironment Environment => _web.Environment;

    /// <inheritdoc />
    public ILoggingBuilder Logging => _web.Logging;

    /// <inheritdoc />
    public IMetricsBuilder Metrics => _web.Metrics;

    /// <inheritdoc />
    public IServiceCollection Services => _web.Services;

    IDictionary<object, object> IHostApplicationBuilder.Properties => ((IHostApplicationBuilder)_web).Properties;

    /// <inheritdoc />
    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull => ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    /// <summary>Finds the functions and connects their triggers.</summary>
    /// <exception cref="LocalSetupException"><c>host.json</c> or a setting that a trigger names is missing or cannot be
    /// used.</exception>
    /// <exception cref="InvalidOperationException">A function is declared in a way that no host can run.</exception>
    public LocalFunctionsApp Build()
    {
        var functions = FunctionDiscovery.Find(Options.ResolveTypes(), Configuration);
        var hostJson = HostJson.Read(Options.HostJson, Configuration, Environment);
        _web.WebHost.UseUrls(Options.Url.ToString());
        Services.Configure<HostOptions>(host =>
        {
            host.ShutdownTimeout = Options.DrainLimit + TimeSpan.FromSeconds(10);
            host.ServicesStopConcurrently = true;
        });
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(Options);
        Services.AddSingleton(hostJson);
        Services.AddSingleton<HostStop>();
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton<QueueConnections>();
        Services.AddSingleton<TimerMonitor>();
        foreach (var function in functions.OfType<QueueFunction>())
            Services.AddSingleton<ITriggerListener>(services => ActivatorUtilities.CreateInstance<QueueListener>(services, function));
        foreach (var function in functions.OfType<TimerFunction>())
            Services.AddSingleton<ITriggerListener>(services => ActivatorUtilities.CreateInstance<TimerListener>(services, function));
        // Added last, so that the app's own hosted services have begun when the first message arrives.
        Services.AddHostedService<TriggerService>();

        var app = _web.Build();
        HttpFunctions.Map(app, functions.OfType<HttpFunction>(), hostJson.RoutePrefix);
        return new LocalFunctionsApp(app);
    }
}
