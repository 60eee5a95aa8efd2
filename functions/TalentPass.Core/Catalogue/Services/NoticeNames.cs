namespace TalentPass.Core.Catalogue.Services;

/// <summary>The forms of notices, as they are stored and published.</summary>
public static class NoticeForms
{
    /// <summary>A form of notices.</summary>
    public const string Progress = "progress", Todo = "todo", Result = "result", Message = "message", Account = "account";

    /// <summary>All forms.</summary>
    public static IReadOnlyList<string> All { get; } = [Progress, Todo, Result, Message, Account];
}

/// <summary>The kinds of notices, as they are stored and published.</summary>
public static class NoticeKinds
{
    /// <summary>A kind of notice about a request at a desk.</summary>
    public const string Transferred = "transferred", TransferredOut = "transferred-out", UrgeAnswered = "urge-answered", Accepted = "accepted",
        AcceptedTolerant = "accepted-tolerant", SupplementRequested = "supplement-requested", NotAccepted = "not-accepted", Paused = "paused",
        Extended = "extended", Approved = "approved", Refused = "refused", Delivered = "delivered", AppealOpened = "appeal-opened";

    /// <summary>A kind of notice about what a timer or a bundle did.</summary>
    public const string Recounted = "recounted", DeemedAccepted = "deemed-accepted", DeemedWithdrawn = "deemed-withdrawn",
        AcceptanceRevoked = "acceptance-revoked", RatingInvited = "rating-invited", BundleStarted = "bundle-started", BundleEnded = "bundle-ended",
        BundleRevived = "bundle-revived", BundlePaper = "bundle-paper";

    /// <summary>A kind of notice about the account.</summary>
    public const string WeChatBound = "wechat-bound", WeChatUnbound = "wechat-unbound";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Transferred, TransferredOut, UrgeAnswered, Accepted, AcceptedTolerant, SupplementRequested, NotAccepted, Paused, Extended, Approved,
        Refused, Delivered, AppealOpened, Recounted, DeemedAccepted, DeemedWithdrawn, AcceptanceRevoked, RatingInvited, BundleStarted,
        BundleEnded, BundleRevived, BundlePaper, WeChatBound, WeChatUnbound,
    ];

    /// <summary>What sets a date for the person or ends something: its messages never wait for the end of the quiet hours.</summary>
    public static IReadOnlyList<string> Urgent { get; } =
    [
        TransferredOut, AcceptedTolerant, SupplementRequested, NotAccepted, Refused, DeemedWithdrawn, AcceptanceRevoked, BundleEnded,
        WeChatBound, WeChatUnbound,
    ];
}
