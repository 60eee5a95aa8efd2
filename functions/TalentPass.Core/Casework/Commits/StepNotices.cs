using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Storage;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Casework.Commits;

/// <summary>What a step of a request tells the applicant: every step of the table that must tell something has a kind of notice.</summary>
public static class StepNotices
{
    /// <summary>The kind of notice of a step; null when it tells nothing.</summary>
    /// <param name="action">The action of the step.</param>
    /// <param name="to">The published state after the step.</param>
    public static string? KindOf(string action, string to) => (action, to) switch
    {
        (Transfer, _) => NoticeKinds.Transferred,
        (TransferOut, _) => NoticeKinds.TransferredOut,
        (AnswerUrge, _) => NoticeKinds.UrgeAnswered,
        (Accept, "accepted") => NoticeKinds.Accepted,
        (AcceptTolerant, _) => NoticeKinds.AcceptedTolerant,
        (RequestSupplement, _) => NoticeKinds.SupplementRequested,
        (NotAccept, "not_accepted") => NoticeKinds.NotAccepted,
        (NotAccept or RevokeAcceptance, _) => NoticeKinds.AcceptanceRevoked,
        (Pause, _) => NoticeKinds.Paused,
        (Approve or Confirm, "approved") => NoticeKinds.Approved,
        (Refuse or Confirm, "refused") => NoticeKinds.Refused,
        (Confirm, _) => NoticeKinds.Extended,
        (Deliver, _) => NoticeKinds.Delivered,
        (Appeal, _) => NoticeKinds.AppealOpened,
        (Recount, _) => NoticeKinds.Recounted,
        (DeemedAccept, _) => NoticeKinds.DeemedAccepted,
        (DeemedWithdraw, _) => NoticeKinds.DeemedWithdrawn,
        (InviteRating, _) => NoticeKinds.RatingInvited,
        (BundleStart, _) => NoticeKinds.BundleStarted,
        (BundleEnd, _) => NoticeKinds.BundleEnded,
        (BundleRevive, _) => NoticeKinds.BundleRevived,
        (BundlePaper, _) => NoticeKinds.BundlePaper,
        _ => null,
    };

    /// <summary>What a step tells; null when it tells nothing.</summary>
    public static NoticeContent? Of(RequestStep step)
    {
        var (after, said) = (step.After, step.Event);
        if (KindOf(said.Action, after.PublishedState()) is not { } kind)
        {
            return null;
        }

        var course = after.Course;
        return new NoticeContent(
            kind,
            said.At,
            after.Ref.Number,
            after.Service,
            after.CatalogueVersion,
            after.Department,
            DueOf(kind, after),
            kind switch
            {
                NoticeKinds.SupplementRequested => course.Supplement!.Provisional,
                NoticeKinds.AcceptedTolerant => course.Gaps!.Provisional,
                _ => after.IsDueProvisional,
            },
            kind switch
            {
                NoticeKinds.Paused => course.Pause?.WorkingDays,
                NoticeKinds.Extended => course.Extension?.WorkingDays,
                _ => null,
            },
            // The reason of a timer or a bundle is the name of the action; the words of the notice say it. What the person wrote is not
            // told back to them.
            said.IsOf(Roles.Desk, Roles.Supervisor) ? Cut(said.Note) : null,
            course.RightAuthority,
            kind switch
            {
                NoticeKinds.AppealOpened => course.AppealedAs,
                NoticeKinds.BundleRevived => course.RevivedAs,
                _ => null,
            },
            said.Seq,
            course.Filing?.Guest is not null)
        {
            Missing = kind == NoticeKinds.AcceptedTolerant ? course.Gaps!.Missing : [],
        };
    }

    /// <summary>What tells the notice of a step from others of the same moment.</summary>
    public static string NameOf(RequestRef request, int seq) => $"{request.RequestId}-{StorageKey.Number(seq, 4)}";

    /// <summary>The id of the notice of a step.</summary>
    public static string IdOf(RequestRef request, TimelineEvent step) => NoticeRows.Id(step.At, NameOf(request, step.Seq));

    private static DateOnly? DueOf(string kind, RequestCase after) => kind switch
    {
        NoticeKinds.SupplementRequested => after.Course.Supplement!.Due,
        NoticeKinds.AcceptedTolerant => after.Course.Gaps!.Due,
        NoticeKinds.Paused => after.Course.Pause!.Until,
        _ => after.IsClosed ? null : after.Due,
    };

    private static string? Cut(string? note) => note is { Length: > NoticeContent.MostNote }
        ? string.Concat(note.AsSpan(0, char.IsHighSurrogate(note[NoticeContent.MostNote - 1]) ? NoticeContent.MostNote - 1 : NoticeContent.MostNote), "…")
        : note;
}
