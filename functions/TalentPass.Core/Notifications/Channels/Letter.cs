using TalentPass.Core.Notifications.Texts;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>A notice for one person on one channel.</summary>
/// <param name="Id">The same for every attempt to send this notice on this channel.</param>
/// <param name="To">The e-mail address, the phone number in E.164, or the openid.</param>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="Words">The words.</param>
/// <param name="Number">The request it is about; null for the account.</param>
public sealed record Letter(string Id, string To, string Language, NoticeWords Words, string? Number)
{
    /// <summary>Returns the id only: the address and the words are the person's.</summary>
    public override string ToString() => Id;
}
