using TalentPass.Core.Notifications.Channels;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>How a notice stands on a channel, as people read it.</summary>
/// <param name="Channel"><c>app</c>, <c>wechat</c>, <c>email</c> or <c>sms</c>.</param>
/// <param name="State"><c>told</c>, <c>waiting</c>, <c>refused</c>, <c>failed</c> or <c>unknown</c>: sent, and the answer was lost.</param>
/// <param name="At">Since when.</param>
public sealed record ChannelStateView(string Channel, string State, DateTimeOffset? At);

/// <summary>Something that the caller was told (告知).</summary>
/// <param name="Id">The id.</param>
/// <param name="At">When the step was taken.</param>
/// <param name="Kind">The kind, e.g. <c>supplement-requested</c>.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">What is told.</param>
/// <param name="Number">The request's number; left out for the account.</param>
/// <param name="ReadAt">When the caller had it shown; left out before.</param>
/// <param name="Channels">How it stands on each channel, the app first.</param>
public sealed record NoticeView(
    string Id, DateTimeOffset At, string Kind, string Title, string Text, string? Number, DateTimeOffset? ReadAt, IReadOnlyList<ChannelStateView> Channels)
{
    /// <summary>Returns the id only.</summary>
    public override string ToString() => Id;
}

/// <summary>What the applicant of a case was told, as the desk reads it.</summary>
/// <param name="Id">The id.</param>
/// <param name="At">When the step was taken.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Title">The heading.</param>
/// <param name="Text">What is told.</param>
/// <param name="ToldAt">When the applicant was first told; left out before.</param>
/// <param name="ToldBy">By what: a channel, or <c>counter</c>.</param>
/// <param name="ReadAt">When the applicant had it shown in the app.</param>
/// <param name="Channels">How it stands on each channel.</param>
public sealed record ToldView(
    string Id, DateTimeOffset At, string Kind, string Title, string Text, DateTimeOffset? ToldAt, string? ToldBy, DateTimeOffset? ReadAt,
    IReadOnlyList<ChannelStateView> Channels);

/// <summary>All that the applicant of a case was told.</summary>
/// <param name="Items">Newest first.</param>
public sealed record ToldList(IReadOnlyList<ToldView> Items);

/// <summary>How many notices the caller has not read.</summary>
/// <param name="Count">At most 100.</param>
public sealed record UnreadView(int Count);

/// <summary>Up to which notice the caller has read.</summary>
/// <param name="UpTo">Its id. All older ones count as read too.</param>
public sealed record ReadBody(string UpTo);

/// <summary>Makes the views of channels.</summary>
internal static class ChannelStateViews
{
    public static IReadOnlyList<ChannelStateView> Of(Notification notice) =>
    [
        .. notice.Content.Outside ? Array.Empty<ChannelStateView>() : [new ChannelStateView(ChannelNames.App, ChannelStates.Told, notice.Content.At)],
        .. notice.Channels.Select(each => new ChannelStateView(each.Channel, each.State == ChannelStates.Sending ? ChannelStates.Waiting : each.State, each.At)),
    ];
}
