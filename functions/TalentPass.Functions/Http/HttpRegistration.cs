using System.Text.Json.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Scans;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;
using TalentPass.Functions.Http.OpenApi;
using TalentPass.Functions.Http.Site;
using TalentPass.Functions.Settings;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.Http;

/// <summary>Registers what all HTTP triggers share.</summary>
public static class HttpRegistration
{
    /// <summary>Adds the pipeline and what it needs. The sealing of fields comes from <c>AddStorage</c>.</summary>
    public static IHostApplicationBuilder AddHttp(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;

        builder.AddSettings<SessionSettings>("Session", settings => settings.FindMistakes());
        builder.AddSettings<RateLimitSettings>("RateLimits", settings => settings.FindMistakes());
        builder.AddSettings<OidcSettings>("Oidc", settings => settings.FindMistakes());
        builder.AddSettings<DemoSettings>("Demo", settings => settings.FindMistakes(builder.Environment.IsProduction()));
        services.AddHttpClient(OidcTokens.HttpClientName, client => client.Timeout = TimeSpan.FromSeconds(10));

        services.TryAddSingleton(_ => new OperationTable(typeof(HttpRegistration).Assembly.GetTypes()));
        services.AddWireJson(HttpJson.Default);
        services.AddSingleton<WireJson>();
        services.AddSingleton<CursorSeal>();
        services.AddSingleton<SessionTokens>();
        services.AddSingleton<OidcTokens>();
        services.AddSingleton<DeviceTokens>();
        services.TryAddSingleton<EndedSessions>();
        services.AddSingleton<Authenticator>();
        services.AddSingleton<RateLimits>();
        services.AddSingleton<CallsAtOnce>();
        services.AddSingleton<Gate>();
        services.AddSingleton<ContentCodings>();
        services.AddSingleton<AnswerWriter>();
        services.AddSingleton<HttpsOnly>();
        services.AddSingleton(provider => new PipelineCore(
            provider.GetRequiredService<CallsAtOnce>(),
            provider.GetRequiredService<Gate>(),
            provider.GetRequiredService<AnswerWriter>(),
            provider.GetRequiredService<HttpsOnly>(),
            provider.GetRequiredService<StartSteps>(),
            provider.GetRequiredService<StorageOptions>(),
            provider.GetRequiredService<ILogger<PipelineCore>>()));
        services.AddSingleton(typeof(Pipeline<>));
        services.AddSingleton<OpenApiAnswer>();
        services.TryAddSingleton(_ => new SiteFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot")));
        return builder;
    }

    /// <summary>Adds a feature's source-generated JSON context, so that its types can be bodies and answers.</summary>
    public static IServiceCollection AddWireJson(this IServiceCollection services, JsonSerializerContext context) =>
        services.AddSingleton(context);
}
