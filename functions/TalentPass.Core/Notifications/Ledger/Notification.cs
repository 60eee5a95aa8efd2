using System.Text.Json.Serialization;
using Azure;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>Something that a person is told (告知), as the ledger keeps it.</summary>
/// <param name="TalentId">The talent or guest who is told.</param>
/// <param name="Id">The id: sorts newer notices of the person first.</param>
/// <param name="Content">What is told.</param>
public sealed record Notification(string TalentId, string Id, NoticeContent Content)
{
    /// <summary>How it stands on each channel besides the app.</summary>
    public IReadOnlyList<ChannelState> Channels { get; init; } = [];

    /// <summary>When the person had it shown in the app.</summary>
    public DateTimeOffset? ReadAt { get; init; }

    /// <summary>When the person was first told.</summary>
    public DateTimeOffset? ToldAt { get; init; }

    /// <summary>How the person was first told: a channel, or <c>counter</c>.</summary>
    public string? ToldBy { get; init; }

    /// <summary>The version of the row.</summary>
    public ETag Version { get; init; }

    /// <summary>The state on a channel; null when it was not begun.</summary>
    public ChannelState? On(string channel) => Channels.FirstOrDefault(each => each.Channel == channel);

    /// <summary>The notice with another state on the channel of this state.</summary>
    public Notification With(ChannelState state) => this with { Channels = [.. Channels.Where(each => each.Channel != state.Channel), state] };

    /// <summary>Returns the id only: the content is the person's.</summary>
    public override string ToString() => Id;
}

/// <summary>What a notice tells. Stored sealed.</summary>
/// <param name="Kind">One of the kinds of notices of the catalogue.</param>
/// <param name="At">When the step was taken.</param>
/// <param name="Number">The request's number; null for the account.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="CatalogueVersion">The version of the catalogue that binds the request.</param>
/// <param name="Department">The department that has the request.</param>
/// <param name="Due">The date that follows from the step.</param>
/// <param name="Provisional">Whether that date may still change.</param>
/// <param name="Days">Working days of a pause or an extension.</param>
/// <param name="Note">What the officer wrote, cut to <see cref="MostNote"/> characters.</param>
/// <param name="Authority">The authority that is responsible instead.</param>
/// <param name="NewNumber">The number of the new case.</param>
/// <param name="Seq">The number of the step of the request.</param>
/// <param name="Outside">Whether the person has no app here (a guest), and so is told only on another channel or at a counter.</param>
public sealed record NoticeContent(
    string Kind, DateTimeOffset At, string? Number = null, string? Service = null, int CatalogueVersion = 0, string? Department = null, DateOnly? Due = null,
    bool Provisional = false, int? Days = null, string? Note = null, string? Authority = null, string? NewNumber = null, int Seq = 0, bool Outside = false)
{
    /// <summary>The papers that are still missing, by their ids in the service.</summary>
    public IReadOnlyList<string> Missing { get; init => field = value ?? []; } = [];

    /// <summary>The most characters of a note. The request itself has the whole text.</summary>
    public const int MostNote = 1_000;

    /// <summary>Returns the kind only.</summary>
    public override string ToString() => Kind;
}

/// <summary>How a notice stands on a channel.</summary>
/// <param name="Channel">The channel.</param>
/// <param name="State">One of <see cref="ChannelStates"/>.</param>
/// <param name="At">Since when.</param>
/// <param name="Tries">How often it was sent.</param>
/// <param name="Next">Before this time it is not sent again.</param>
/// <param name="Why">Why it was refused or failed, a stable word.</param>
/// <param name="Claim">Tells the attempt that is sending from any other.</param>
public sealed record ChannelState(
    string Channel, string State, DateTimeOffset At, int Tries = 0, DateTimeOffset? Next = null, string? Why = null, string? Claim = null)
{
    /// <summary>Whether nothing more happens on this channel.</summary>
    [JsonIgnore]
    public bool IsOver => State is not (ChannelStates.Waiting or ChannelStates.Sending);
}

/// <summary>The states of a notice on a channel, as stored and published.</summary>
public static class ChannelStates
{
    /// <summary>
    /// <c>told</c>: the channel took it. <c>waiting</c>: to be sent. <c>sending</c>: being sent, published as waiting. <c>refused</c>: by
    /// the person's side. <c>failed</c>: given up. <c>unknown</c>: sent, and the answer was lost; it is not sent again.
    /// </summary>
    public const string Told = "told", Waiting = "waiting", Sending = "sending", Refused = "refused", Failed = "failed", Unknown = "unknown";
}

/// <summary>The JSON format of notices and of the choice of channels in storage.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(NoticeContent))]
[JsonSerializable(typeof(IReadOnlyList<ChannelState>))]
[JsonSerializable(typeof(ChannelChoice))]
[JsonSerializable(typeof(NoticeEnvelope))]
[JsonSerializable(typeof(NoticeAddedV1))]
internal sealed partial class NoticeJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static NoticeJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
