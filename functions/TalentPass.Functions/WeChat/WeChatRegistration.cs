using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;
using TalentPass.Core.WeChat;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.WeChat;

/// <summary>Registers the client of WeChat's servers.</summary>
public static class WeChatRegistration
{
    private const int MostBytes = 1024 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _connectionAge = TimeSpan.FromMinutes(5);

    /// <summary>Adds the client. Without an account (section <c>WeChat</c>) it is off and calls nobody.</summary>
    public static IHostApplicationBuilder AddWeChat(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<WeChatSettings>("WeChat", settings => settings.FindMistakes());
        services.TryAddSingleton<PlatformTokenStore>();
        services.TryAddSingleton<TableLease>();
        services.TryAddSingleton(provider => new WeChatExchange(NewClient(provider.GetRequiredService<WeChatSettings>()), provider.GetRequiredService<ILogger<WeChatExchange>>()));
        services.TryAddSingleton<PlatformTokens>();
        services.TryAddSingleton(provider => new WeChatClient(
            provider.GetRequiredService<WeChatSettings>().Account, provider.GetRequiredService<WeChatExchange>(), provider.GetRequiredService<PlatformTokens>()));
        return builder;
    }

    // Not of the factory: its log lines quote addresses, and these hold the secret.
    private static HttpClient NewClient(WeChatSettings settings) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = _connectionAge,
        UseCookies = false,
    })
    {
        BaseAddress = new Uri(settings.ApiUrl),
        Timeout = _patience,
        MaxResponseContentBufferSize = MostBytes,
    };
}
