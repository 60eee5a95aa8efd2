using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Channels;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Texts;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>
/// On which channels a notice is sent: those that the person has chosen. Without a choice, text messages are used when neither WeChat nor
/// e-mail is. When none of them has told what cannot wait, or an operator would have to mend it first, a text message does.
/// </summary>
/// <param name="channels">The channels that the city has.</param>
public sealed class SendingPlan(IEnumerable<INoticeChannel> channels)
{
    private readonly IReadOnlyList<INoticeChannel> _channels = [.. channels.Where(each => each.IsOn)];

    /// <summary>Whether the city has a channel.</summary>
    public bool Has(string channel) => _channels.Any(each => each.Name == channel);

    /// <summary>The channel of a name.</summary>
    public INoticeChannel Channel(string name) => _channels.Single(each => each.Name == name);

    /// <summary>The channels on which something is still to be done, and where the person is reached there.</summary>
    public IReadOnlyList<(string Channel, string To)> Open(Notification notice, Recipient person, NoticeWords words)
    {
        var wanted = Wanted(notice, person, words);
        // Only a channel with a mistake waits with a reason.
        var hasNone = wanted.All(each => notice.On(each.Channel) is { State: not ChannelStates.Told } state && (state.IsOver || state.Why is not null));
        if (hasNone && !words.CanWait && person.Phone is { } phone && Has(ChannelNames.Sms) && wanted.TrueForAll(each => each.Channel != ChannelNames.Sms))
        {
            wanted.Add((ChannelNames.Sms, phone));
        }

        return [.. wanted.Where(each => notice.On(each.Channel) is not { IsOver: true })];
    }

    private List<(string Channel, string To)> Wanted(Notification notice, Recipient person, NoticeWords words)
    {
        var (choice, wanted) = (person.Choice.Choice, new List<(string Channel, string To)>());
        // The message about a binding goes to the other channels: who bound the WeChat user may not be the person.
        var isAboutWeChat = notice.Content.Kind is NoticeKinds.WeChatBound or NoticeKinds.WeChatUnbound;
        if (Has(ChannelNames.WeChat) && !isAboutWeChat && choice.WeChat != false && person.OpenId is { } openId
            && (notice.On(ChannelNames.WeChat) is not null || choice.Balance.GetValueOrDefault(words.Form) > 0))
        {
            wanted.Add((ChannelNames.WeChat, openId));
        }

        if (Has(ChannelNames.Email) && choice.Email is { } address)
        {
            wanted.Add((ChannelNames.Email, address));
        }

        if (Has(ChannelNames.Sms) && person.Phone is { } phone && (choice.Sms ?? (wanted.Count == 0 || notice.On(ChannelNames.Sms) is not null)))
        {
            wanted.Add((ChannelNames.Sms, phone));
        }

        return wanted;
    }
}
