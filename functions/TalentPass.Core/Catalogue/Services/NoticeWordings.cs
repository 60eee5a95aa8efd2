namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// The words of notices (告知用语): what people are told, and by which WeChat template. How texts are filled says
/// <see cref="NoticePattern"/>.
/// </summary>
/// <param name="Forms">The forms, one for each of <see cref="NoticeForms.All"/>.</param>
/// <param name="Kinds">The kinds, one for each of <see cref="NoticeKinds.All"/>.</param>
public sealed record NoticeWordings(IReadOnlyList<NoticeForm> Forms, IReadOnlyList<NoticeKind> Kinds)
{
    /// <summary>The form with this id, or null.</summary>
    public NoticeForm? Form(string id) => Forms.FirstOrDefault(each => each.Id == id);

    /// <summary>The kind with this id, or null.</summary>
    public NoticeKind? Kind(string id) => Kinds.FirstOrDefault(each => each.Id == id);
}

/// <summary>A form of notices: what a person consents to in WeChat, and the fields of the template that is used there.</summary>
/// <param name="Id">One of <see cref="NoticeForms.All"/>.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Fields">The keyword of a field of the WeChat template, e.g. <c>thing1</c> → the text it gets, with placeholders.</param>
public sealed record NoticeForm(string Id, Bilingual Title, IReadOnlyDictionary<string, string> Fields);

/// <summary>The words of one kind of notice.</summary>
/// <param name="Id">One of <see cref="NoticeKinds.All"/>.</param>
/// <param name="Form">Its form.</param>
/// <param name="CanWait">Whether messages can wait for the end of the quiet hours.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">What the app shows: everything the law wants told.</param>
/// <param name="Brief">The text message and the e-mail: without what officers wrote, and says where to read more.</param>
/// <param name="Hint">What to do, at most <see cref="MostHint"/> characters.</param>
/// <param name="State">The state in a word; in Chinese at most <see cref="MostState"/> Chinese characters.</param>
public sealed record NoticeKind(
    string Id, string Form, bool CanWait, Bilingual Title, Bilingual Text, Bilingual Brief, Bilingual Hint, Bilingual State)
{
    /// <summary>The most characters of a title, a text and a brief as they are written.</summary>
    public const int MostTitle = 40, MostText = 600, MostBrief = 300;

    /// <summary>The most characters of a hint (WeChat's <c>thing</c>) and of a state (WeChat's <c>phrase</c>; in English <see cref="MostHint"/>).</summary>
    public const int MostHint = 20, MostState = 5;

    /// <summary>The most characters of a filled brief. With the longest signature (20) a text message has at most 300.</summary>
    public const int MostFilledBrief = 280;
}
