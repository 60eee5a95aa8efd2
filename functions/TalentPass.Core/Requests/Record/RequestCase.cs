using Azure;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Requests.Record;

/// <summary>A request as its row tells it: the only truth about it.</summary>
public sealed record RequestCase
{
    /// <summary>Which request.</summary>
    public required RequestRef Ref { get; init; }

    /// <summary>The service asked for (事项).</summary>
    public required string Service { get; init; }

    /// <summary>The version of the catalogue whose rules bind.</summary>
    public required int CatalogueVersion { get; init; }

    /// <summary>The department that handles it now.</summary>
    public required string Department { get; init; }

    /// <summary>Where it stands.</summary>
    public required RequestState State { get; init; }

    /// <summary>How it ended, when <see cref="State"/> is <see cref="RequestState.Ended"/>.</summary>
    public RequestEnding? Ending { get; init; }

    /// <summary>The account that claimed it (认领).</summary>
    public string? ClaimedBy { get; init; }

    /// <summary>The number of the last step.</summary>
    public required int Seq { get; init; }

    /// <summary>The hash of the last step.</summary>
    public required byte[] Head { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset SubmittedAt { get; init; }

    /// <summary>When it was accepted (受理).</summary>
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>When it was decided (决定).</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The clocks that run.</summary>
    public required RequestClocks Clocks { get; init; }

    /// <summary>What happened to it beyond its state; empty where only a list was read.</summary>
    public RequestCourse Course { get; init; } = new();

    /// <summary>The applicant's tier level when filing, 1–8; 9 when none.</summary>
    public int Tier { get; init; } = NoTier;

    /// <summary>The applicant's masked name.</summary>
    public required string Applicant { get; init; }

    /// <summary>The answers as JSON; null where only a list was read.</summary>
    public string? Answers { get; init; }

    /// <summary>The answers as they were filed, where a supplement has changed them; else null.</summary>
    public string? FirstAnswers { get; init; }

    /// <summary>Which version of the answers this is, from 1; a supplement makes the next one and the earlier ones stay.</summary>
    public int AnswersVersion { get; init; } = 1;

    /// <summary>The papers handed in.</summary>
    public IReadOnlyList<SubmittedMaterial> Materials { get; init; } = [];

    /// <summary>The history, oldest first; empty where only a list was read.</summary>
    public IReadOnlyList<TimelineEvent> Timeline { get; init; } = [];

    /// <summary>The row's version in storage.</summary>
    public ETag Version { get; init; }

    /// <summary>The tier of people without one: sorts last.</summary>
    public const int NoTier = 9;

    /// <summary>The day the answers were first filed, which they are held to.</summary>
    public DateOnly FiledOn => Course.Filing?.FiledOn ?? LegalDay.Of(SubmittedAt);

    /// <summary>The date that binds now: of the desk, or of the applicant who has to supply something.</summary>
    public DateOnly? Due => Clocks.Due ?? (State == RequestState.SupplementWanted ? Course.Supplement?.Due : null);

    /// <summary>Whether that date reaches into a year whose calendar is not published.</summary>
    public bool IsDueProvisional => Clocks.Due is null ? Due is not null && Course.Supplement!.Provisional : Clocks.Provisional;

    /// <summary>Whether a decision went against the applicant; what was ended or handed on was not decided.</summary>
    public bool WentAgainst => Course.Reason is not null && Ending is not (RequestEnding.Terminated or RequestEnding.TransferredOut);

    /// <summary>The request with papers that came later: each takes the place of the one before it.</summary>
    public RequestCase Handed(IReadOnlyList<SubmittedMaterial> papers) =>
        this with { Materials = [.. Materials.Where(old => papers.All(each => each.Id != old.Id)), .. papers] };

    /// <summary>The request by a calendar that may know more by now than when it was written.</summary>
    public RequestCase Counted(WorkingCalendar calendar)
    {
        var course = Course.Count(calendar);
        return this with { Course = course, Clocks = Clocks.Count(course.ExcludedByPauses(calendar), course.Extension?.WorkingDays ?? 0, calendar) };
    }

    /// <summary>Whether nothing can happen to it any more at a desk.</summary>
    public bool IsClosed => State is RequestState.Delivered or RequestState.Rated or RequestState.Ended;

    /// <summary>Whether a desk has it: it has arrived there once and its entry follows it to the end.</summary>
    public bool IsAtDesk => State != RequestState.Waiting;

    /// <summary>The state as it is published: of an ended request, its ending.</summary>
    public string PublishedState() => Ending?.Name() ?? State.Name();
}

/// <summary>A paper handed in with a request.</summary>
/// <param name="Id">The material's id in the catalogue.</param>
/// <param name="File">The file's id; null when it comes from shared data or is shown at the counter.</param>
public sealed record SubmittedMaterial(string Id, string? File = null);
