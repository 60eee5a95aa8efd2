using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>How the caller is told besides the app.</summary>
/// <param name="Language">The language of messages: <c>zh</c> or <c>en</c>.</param>
/// <param name="WeChat">Messages in WeChat.</param>
/// <param name="Email">Messages by e-mail.</param>
/// <param name="Sms">Text messages.</param>
/// <param name="QuietHours">The hours in which only what cannot wait is sent.</param>
public sealed record ChannelsView(
    string Language, [property: JsonPropertyName("wechat")] WeChatChannelView WeChat, EmailChannelView Email, SmsChannelView Sms, QuietHoursView QuietHours);

/// <summary>Messages in WeChat.</summary>
/// <param name="IsAvailable">Whether the city sends them.</param>
/// <param name="On">Whether the caller gets them.</param>
/// <param name="IsBound">Whether a WeChat user is bound.</param>
/// <param name="Templates">What the caller can consent to; one consent is good for one message.</param>
public sealed record WeChatChannelView(bool IsAvailable, bool On, bool IsBound, IReadOnlyList<WeChatTemplateView> Templates);

/// <summary>A kind of messages in WeChat.</summary>
/// <param name="Template">Our name of it.</param>
/// <param name="TemplateId">WeChat's id.</param>
/// <param name="Title">Its name in words.</param>
/// <param name="Balance">How many messages the caller has consented to that were not sent.</param>
public sealed record WeChatTemplateView(string Template, string TemplateId, string Title, int Balance);

/// <summary>Messages by e-mail.</summary>
/// <param name="IsAvailable">Whether the city sends them.</param>
/// <param name="On">Whether the caller gets them.</param>
/// <param name="Address">The address, masked; null when there is none.</param>
/// <param name="IsConfirmed">Whether the caller has confirmed the address.</param>
public sealed record EmailChannelView(
    bool IsAvailable, bool On, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Address, bool IsConfirmed);

/// <summary>Text messages.</summary>
/// <param name="IsAvailable">Whether the city sends them.</param>
/// <param name="On">Whether the caller gets them.</param>
/// <param name="Phone">The phone on record, masked; null when there is none.</param>
public sealed record SmsChannelView(bool IsAvailable, bool On, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Phone);

/// <summary>The hours in which only what cannot wait is sent, in Asia/Shanghai.</summary>
/// <param name="From">Their begin, <c>HH:mm</c>.</param>
/// <param name="To">Their end, <c>HH:mm</c>.</param>
public sealed record QuietHoursView(string From, string To);

/// <summary>The code that was sent to an address.</summary>
/// <param name="Code">Six digits.</param>
public sealed record ConfirmBody([property: StringLength(6, MinimumLength = 6)] string Code);

/// <summary>Consents that the caller has given in WeChat.</summary>
/// <param name="Template">Our name of the kind of messages.</param>
/// <param name="Count">How many.</param>
public sealed record ConsentBody(string Template, [property: Range(1, 10)] int Count);

/// <summary>What the caller changes about the channels. What is left out stays.</summary>
public sealed record ChannelsBody
{
    /// <summary>Whether messages go to WeChat.</summary>
    [JsonPropertyName("wechat")]
    public bool? WeChat { get; init; }

    /// <summary>An e-mail address, to which a code is sent; null to stop e-mail.</summary>
    [StringLength(TextLimits.Address)]
    public string? Email
    {
        get;

        // Not init: that would also run when the member is left out.
        set => (field, HasEmail) = (value, true);
    }

    /// <summary>Whether <see cref="Email"/> was sent, also as null.</summary>
    [JsonIgnore]
    public bool HasEmail { get; private set; }

    /// <summary>Whether messages go to the phone on record.</summary>
    public bool? Sms { get; init; }

    /// <summary>The language of messages: <c>zh</c> or <c>en</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Returns no personal data.</summary>
    public override string ToString() => "channels";
}
