namespace TalentPass.Core.Notifications.Channels;

/// <summary>The channels on which people are told, as they are stored and published.</summary>
public static class ChannelNames
{
    /// <summary>A channel. In the app a notice is there at once; the others are sent.</summary>
    public const string App = "app", WeChat = "wechat", Email = "email", Sms = "sms";
}
