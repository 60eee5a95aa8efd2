using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Notifications.Texts;

/// <summary>A notice in words, in one language.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Text">What the app shows.</param>
/// <param name="Brief">The text message and the body of the e-mail.</param>
/// <param name="WeChatFields">The keyword of a field of the WeChat template → its value, as WeChat takes it.</param>
/// <param name="Form">The form, one of <see cref="NoticeForms.All"/>.</param>
/// <param name="CanWait">Whether messages can wait for the end of the quiet hours.</param>
public sealed record NoticeWords(
    string Title, string Text, string Brief, IReadOnlyDictionary<string, string> WeChatFields, string Form, bool CanWait)
{
    /// <summary>Returns the form only: the words are the person's.</summary>
    public override string ToString() => Form;
}
