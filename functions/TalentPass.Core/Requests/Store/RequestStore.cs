using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// Stores requests in table <c>Talents</c>: <c>tid|2|rid</c> is the state with its first steps, <c>tid|5|rid|0001</c> one step.
/// Only this class knows these keys and the content of the rows. The state row never outgrows its limit, whatever happens to a
/// request: long steps and steps after the first 120 are only in their own rows.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="numbers">Makes request numbers from ids.</param>
/// <param name="sealer">Seals and opens answers, names and history.</param>
public sealed partial class RequestStore(TalentsTable table, RequestNumbers numbers, FieldSealer sealer)
{
    /// <summary>The steps that the state row itself can hold. Later ones are read from their own rows.</summary>
    public const int InlineSteps = 120;

    // What a talent's list shows.
    private static readonly string[] _listColumns =
    [
        "PartitionKey", "RowKey", "Number", "ShortCode", "Service", "CatalogueVersion", "Department", "State", "Ending", "Seq", "SubmittedAt", "Start", "Due",
        "Provisional",
    ];

    // A line of a desk's list also shows the applicant, and pauses and urgings, which are in the course.
    private static readonly string[] _deskColumns = [.. _listColumns, "ClaimedBy", "Tier", "Applicant", "Course", "Counts"];

    /// <summary>The row key of a request's state.</summary>
    public static string StateKey(RequestRef request) => StorageKey.Join(request.TalentId, "2", request.RequestId);

    /// <summary>The row key of a step.</summary>
    public static string EventKey(RequestRef request, int seq) =>
        StorageKey.Join(request.TalentId, "5", request.RequestId, StorageKey.Number(seq, 4));

    /// <summary>
    /// Reads a request with answers and history; null when there is none. One call; two when it has a long step or more than
    /// <see cref="InlineSteps"/> steps, and one more for each further 1,000.
    /// </summary>
    public async Task<RequestCase?> FindAsync(RequestRef request, CancellationToken cancel)
    {
        if (await table.FindAsync(Shard.Of(request.TalentId), StateKey(request), cancel) is not { } row)
        {
            return null;
        }

        var (found, steps) = (Read(row, request), Inline(row, request).ToDictionary(each => each.Seq));
        int[] missing = [.. Enumerable.Range(1, found.Seq).Where(each => !steps.ContainsKey(each))];
        if (missing is [var first, ..])
        {
            foreach (var step in await StepsAsync(request, first, missing[^1], cancel))
            {
                steps.TryAdd(step.Seq, step);
            }
        }

        return found with { Timeline = [.. steps.Values.OrderBy(each => each.Seq)] };
    }

    /// <summary>
    /// Reads a request without its history, for a step or for everything else that shows no history; null when there is none. One
    /// call, however long the history is.
    /// </summary>
    public async Task<RequestCase?> FindStateAsync(RequestRef request, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(request.TalentId), StateKey(request), cancel) is { } row ? Read(row, request) : null;

    /// <summary>
    /// Reads a request for a line of a desk's list, without answers and history; null when there is none. One call.
    /// </summary>
    public async Task<RequestCase?> FindForDeskAsync(RequestRef request, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(request.TalentId), StateKey(request), cancel, _deskColumns) is { } row ? Read(row, request) : null;

    private async Task<IEnumerable<TimelineEvent>> StepsAsync(RequestRef request, int first, int last, CancellationToken cancel)
    {
        // After 9999 a key has one more digit and sorts before others, so the range then goes to the end.
        var prefix = StorageKey.Join(request.TalentId, "5", request.RequestId, "");
        var before = last < 9999 ? EventKey(request, last + 1) : TableFilter.Next(prefix);
        var rows = await table.ReadAllAsync(TableFilter.Range(Shard.Of(request.TalentId), EventKey(request, first), before), cancel);
        // A step that was taken since the state was read is left out.
        return rows.Select(row => (Seq: Seq(row), Row: row)).Where(each => each.Seq <= last)
            .Select(each => Step(request, each.Seq, LongBinary.Find(each.Row, BodyProperty)!));
    }

    private RequestCase Read(TableEntity row, RequestRef request)
    {
        // A list reads some of the properties, and never the version of the answers.
        var version = row.GetInt32("AnswersVersion");
        return new RequestCase
        {
            Ref = request,
            Service = row.GetString("Service"),
            CatalogueVersion = row.GetInt32("CatalogueVersion")!.Value,
            Department = row.GetString("Department"),
            State = State<RequestState>(row, "State") ?? throw new InvalidDataException("A request row without a state."),
            Ending = State<RequestEnding>(row, "Ending"),
            ClaimedBy = row.GetString("ClaimedBy") is { Length: > 0 } account ? account : null,
            Seq = row.GetInt32("Seq")!.Value,
            Head = row.GetBinary("Head") ?? [],
            ShortCode = row.GetString("ShortCode"),
            SubmittedAt = row.GetDateTimeOffset("SubmittedAt")!.Value,
            AcceptedAt = row.GetDateTimeOffset("AcceptedAt"),
            DecidedAt = row.GetDateTimeOffset("DecidedAt"),
            Clocks = new RequestClocks(
                Date(row, "Start")!.Value, Date(row, "Due"), Date(row, "LegalDue"), Date(row, "PromisedDue"), Date(row, "DeliveryDue"), row.GetBoolean("Provisional") ?? false)
            {
                Counts = row.GetString("Counts") is { } counts ? JsonSerializer.Deserialize(counts, RequestJson.Stored.ClockCounts)! : new ClockCounts(ClockPhase.None),
            },
            Course = row.GetBinary("Course") is { } course ? Course(row, request, course) : new RequestCourse(),
            Tier = row.GetInt32("Tier") ?? RequestCase.NoTier,
            Applicant = row.GetBinary("Applicant") is { } name ? sealer.Open(name, $"{request.Key}|applicant") : "",
            Person = LongBinary.Find(row, PersonProperty) is { } person ? PersonFact.Deserialize(sealer.OpenBytes(person, PersonPlace(request))) : null,
            Answers = version is { } present ? Answers(row, request, present) : null,
            FirstAnswers = version > 1 ? Answers(row, request, 1) : null,
            AnswersVersion = version ?? 1,
            Materials = row.GetString("Materials") is { } materials ? JsonSerializer.Deserialize(materials, RequestJson.Stored.ListSubmittedMaterial)! : [],
            // Rows that were last written before the texts were counted hold their texts themselves.
            TextBytes = row.GetInt32("TextBytes") ?? (version is null ? 0 : Inline(row, request).Sum(each => each.TextBytes)),
            Version = row.ETag,
            Stored = version is null ? null : row,
        };
    }

    // In rows of before 2026-11-26 the items are part of the course.
    private RequestCourse Course(TableEntity row, RequestRef request, byte[] body)
    {
        var course = JsonSerializer.Deserialize(sealer.OpenBytes(body, CoursePlace(request)), RequestJson.Stored.RequestCourse)!;
        return LongBinary.Find(row, AskedProperty) is { } asked
            ? course with
            {
                Supplement = course.Supplement! with
                {
                    Items = JsonSerializer.Deserialize(sealer.OpenBytes(asked, AskedPlace(request)), RequestJson.Stored.IReadOnlyListSupplementItem)!,
                },
            }
            : course;
    }

    private IEnumerable<TimelineEvent> Inline(TableEntity row, RequestRef request) =>
        from seq in Enumerable.Range(1, Math.Min(row.GetInt32("Seq")!.Value, InlineSteps))
        let body = row.GetBinary(StepProperty(seq))
        where body is not null
        select Step(request, seq, body);

    private string Answers(TableEntity row, RequestRef request, int version) => Encoding.UTF8.GetString(
        sealer.OpenBytes(LongBinary.Find(row, part => AnswersProperty(version, part))!, AnswersPlace(request, version)));

    private TimelineEvent Step(RequestRef request, int seq, byte[] body) =>
        TimelineEvent.Deserialize(sealer.OpenBytes(body, StepPlace(request, seq)));

    private static int Seq(TableEntity row) => int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture);

    private static string AskedPlace(RequestRef request) => $"{request.Key}|asked";

    private static string AskedProperty(int part) => $"Asked{part}";

    private static string BodyProperty(int part) => part == 0 ? "Body" : $"Body{part}";

    private static string AnswersPlace(RequestRef request, int version) => $"{request.Key}|answers|{version}";

    private static string AnswersProperty(int version, int index) => $"A{version}_{index}";

    private static string PersonProperty(int part) => $"Person{part}";

    private static string PersonPlace(RequestRef request) => $"{request.Key}|person";

    private static string CoursePlace(RequestRef request) => $"{request.Key}|course";

    private static string StepPlace(RequestRef request, int seq) => $"{request.Key}|step|{seq}";

    private static string StepProperty(int seq) => $"E{StorageKey.Number(seq, 4)}";

    private static T? State<T>(TableEntity row, string property)
        where T : struct, Enum => RequestStateNames.TryParse<T>(row.GetString(property), out var value) ? value : null;

    // An empty text means "none". A property that is left out would keep its old value, since the row is merged.
    private static string Date(DateOnly? date) => date?.ToString("o", CultureInfo.InvariantCulture) ?? "";

    private static DateOnly? Date(TableEntity row, string property) =>
        row.GetString(property) is { Length: > 0 } text ? DateOnly.ParseExact(text, "o", CultureInfo.InvariantCulture) : null;
}
