using TalentPass.Core.Catalogue.Services;

namespace TalentPass.Core.Notifications.Texts;

/// <summary>What a notice is about. A fact that is null is not told; the sentence around it is left out.</summary>
/// <param name="Kind">The kind, one of <see cref="NoticeKinds.All"/>.</param>
/// <param name="At">When the step was taken.</param>
public sealed record NoticeFacts(string Kind, DateTimeOffset At)
{
    /// <summary>The number of the request.</summary>
    public string? Number { get; init; }

    /// <summary>The number of the new case: of an appeal, or with which a matter goes on.</summary>
    public string? NewNumber { get; init; }

    /// <summary>The name of the service.</summary>
    public Bilingual? Service { get; init; }

    /// <summary>The department with which the request is now.</summary>
    public Bilingual? Department { get; init; }

    /// <summary>The authority to turn to, or to which the request was handed, as the officer wrote it.</summary>
    public string? Authority { get; init; }

    /// <summary>The date that follows from the step: the last day to supply, to decide or to deliver.</summary>
    public DateOnly? Due { get; init; }

    /// <summary>Whether <see cref="Due"/> may change because a year's calendar is not published yet.</summary>
    public bool Provisional { get; init; }

    /// <summary>What the officer wrote, or the content of the decision. Only the app shows it.</summary>
    public string? Note { get; init; }

    /// <summary>The sentence about remedies, of the service. Only the app shows it.</summary>
    public Bilingual? Remedy { get; init; }

    /// <summary>Working days: of a pause, of an extension.</summary>
    public int? Days { get; init; }

    /// <summary>Returns the kind only: notes and numbers are nobody else's business.</summary>
    public override string ToString() => Kind;
}
