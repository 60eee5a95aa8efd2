using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Casework.Telling;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Sending;
using TalentPass.Core.Trust.City;
using TalentPass.Core.WeChat;
using TalentPass.Functions.Http;
using TalentPass.Functions.Settings;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions.Notifications;

/// <summary>Registers the channels of notices.</summary>
public static class NotificationRegistration
{
    private const int MostBytes = 64 * 1024;
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _connectionAge = TimeSpan.FromMinutes(5);

    /// <summary>Adds WeChat, e-mail and text messages. A channel that is not configured is off.</summary>
    public static IHostApplicationBuilder AddNotificationChannels(this IHostApplicationBuilder builder)
    {
        var (services, isProduction) = (builder.Services, builder.Environment.IsProduction());
        builder.AddSettings<EmailSettings>("Email", settings => settings.FindMistakes(isProduction));
        builder.AddSettings<SmsSettings>("Sms", settings => settings.FindMistakes(isProduction));
        services.TryAddSingleton(provider => new WeChatChannel(
            provider.GetRequiredService<WeChatClient>(), provider.GetRequiredService<WeChatSettings>().Messages, provider.GetRequiredService<ILogger<WeChatChannel>>()));
        services.TryAddSingleton(provider => new EmailChannel(
            provider.GetRequiredService<EmailSettings>().Server(PagesOf(provider.GetRequiredService<HomeCity>())), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EmailChannel>>()));
        services.TryAddSingleton(provider => new SmsChannel(
            provider.GetRequiredService<SmsSettings>().Gateway, NewClient(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SmsChannel>>()));
        services.AddSingleton<INoticeChannel>(provider => provider.GetRequiredService<WeChatChannel>());
        services.AddSingleton<INoticeChannel>(provider => provider.GetRequiredService<EmailChannel>());
        services.AddSingleton<INoticeChannel>(provider => provider.GetRequiredService<SmsChannel>());
        return builder;
    }

    /// <summary>Adds the ledger of what people are told, its sender and its sweep.</summary>
    public static IHostApplicationBuilder AddNotifications(this IHostApplicationBuilder builder)
    {
        var services = builder.AddNotificationChannels().Services;
        services.AddWireJson(NotificationsWireJson.Default);
        services.TryAddSingleton<NoticeRows>();
        services.TryAddSingleton<NoticeLedger>();
        services.TryAddSingleton<NoticeWording>();
        services.TryAddSingleton<ChannelStore>();
        services.TryAddSingleton<ReadNotices>();
        services.TryAddSingleton<Recipients>();
        services.TryAddSingleton<SendingPlan>();
        services.TryAddSingleton<SendNotices>();
        services.TryAddSingleton<SweepNotices>();
        services.TryAddSingleton<ChangeChannels>();
        services.TryAddSingleton<CountFromTelling>();
        services.TryAddSingleton<ReadTold>();
        services.TryAddSingleton<NoticeTold>(provider => provider.GetRequiredService<CountFromTelling>().RunAsync);
        return builder;
    }

    private static Uri PagesOf(HomeCity city) => new($"{city.PublicUrl}/pass");

    // Not of the factory: its log lines and traces would quote what goes to the gateway.
    private static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        PooledConnectionLifetime = _connectionAge,
        UseCookies = false,
    })
    {
        Timeout = _patience,
        MaxResponseContentBufferSize = MostBytes,
    };
}
