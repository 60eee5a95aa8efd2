using System.Globalization;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <summary>
/// Stores requests in table <c>Talents</c>: <c>tid|2|rid</c> is the state with its history, <c>tid|5|rid|0001</c> one step. Only
/// this class knows these keys and the content of the rows.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="numbers">Makes request numbers from ids.</param>
/// <param name="sealer">Seals and opens answers, names and history.</param>
public sealed partial class RequestStore(TalentsTable table, RequestNumbers numbers, FieldSealer sealer)
{
    /// <summary>The number of steps that the state row itself holds. Later steps are read from their own rows.</summary>
    public const int InlineSteps = 120;

    /// <summary>The properties that a list or a scan reads, with the keys.</summary>
    internal static readonly string[] SummaryColumns =
    [
        "PartitionKey", "RowKey", "Service", "CatalogueVersion", "Department", "State", "Ending", "ClaimedBy", "Seq", "Head", "SubmittedAt", "AcceptedAt",
        "DecidedAt", "Start", "Due", "LegalDue", "PromisedDue", "DeliveryDue", "Provisional", "Tier", "Applicant",
    ];

    // A line of a desk's list also shows pauses and urgings, which are in the course.
    private static readonly string[] _deskColumns = [.. SummaryColumns, "Course", "Counts"];

    /// <summary>The row key of a request's state.</summary>
    public static string StateKey(RequestRef request) => StorageKey.Join(request.TalentId, "2", request.RequestId);

    /// <summary>The row key of a step.</summary>
    public static string EventKey(RequestRef request, int seq) =>
        StorageKey.Join(request.TalentId, "5", request.RequestId, StorageKey.Number(seq, 4));

    /// <summary>The key range of a talent's requests.</summary>
    public static (string From, string Before) KeyRange(string talentId) => ($"{talentId}|2|", $"{talentId}|2}}");

    /// <summary>
    /// Reads a request with answers and history; null when there is none. One call; two when it has more than
    /// <see cref="InlineSteps"/> steps.
    /// </summary>
    public async Task<RequestCase?> FindAsync(RequestRef request, CancellationToken cancel)
    {
        var shard = Shard.Of(request.TalentId);
        var row = await table.FindAsync(shard, StateKey(request), cancel);
        if (row is null)
        {
            return null;
        }

        var found = Read(row, request);
        if (found.Seq <= InlineSteps)
        {
            return found;
        }

        var later = await table.ReadAsync(
            TableFilter.Range(shard, EventKey(request, InlineSteps + 1), EventKey(request, 9999)), 1000, cancel);
        return found with { Timeline = [.. found.Timeline, .. later.Rows.Select(each => Step(request, Seq(each), each.GetBinary("Body")))] };
    }

    /// <summary>
    /// Reads a request for a line of a desk's list, without answers and history; null when there is none. One call.
    /// </summary>
    public async Task<RequestCase?> FindForDeskAsync(RequestRef request, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(request.TalentId), StateKey(request), cancel, _deskColumns) is { } row ? Read(row, request) : null;

    /// <summary>Lists a talent's requests, newest first, without answers, course and history. One call.</summary>
    public Task<Page<RequestCase>> ListAsync(string talentId, PageRequest page, CancellationToken cancel) =>
        ListAsync(talentId, page, SummaryColumns, cancel);

    /// <summary>Lists a talent's requests, newest first, for lines of a desk's list. One call.</summary>
    public Task<Page<RequestCase>> ListForDeskAsync(string talentId, PageRequest page, CancellationToken cancel) =>
        ListAsync(talentId, page, _deskColumns, cancel);

    private async Task<Page<RequestCase>> ListAsync(string talentId, PageRequest page, string[] columns, CancellationToken cancel)
    {
        var (from, before) = KeyRange(talentId);
        var shard = Shard.Of(talentId);
        var filter = page.Cursor is { } cursor && StorageKey.IsValid(cursor)
            ? TableFilter.After(shard, from + cursor, before)
            : TableFilter.Range(shard, from, before);
        var rows = (await table.ReadAsync(filter, page.Limit + 1, cancel, columns)).Rows;
        return Page.Of(rows, page, row => row.RowKey[from.Length..], Summary);
    }

    /// <summary>
    /// Counts the requests of a talent that have neither been delivered nor ended, among the newest 1,000. One call, which reads
    /// only states.
    /// </summary>
    public async Task<int> CountOpenAsync(string talentId, CancellationToken cancel)
    {
        var (from, before) = KeyRange(talentId);
        return (await table.ReadAsync(TableFilter.Range(Shard.Of(talentId), from, before), 1000, cancel, ["State"])).Rows
            .Count(row => State<RequestState>(row, "State") is not (RequestState.Delivered or RequestState.Rated or RequestState.Ended));
    }

    /// <summary>Makes a request from a state row that the caller has read. No call.</summary>
    public RequestCase Summary(TableEntity row)
    {
        var parts = row.RowKey.Split('|');
        return Read(row, numbers.For(parts[0], parts[2]));
    }

    private RequestCase Read(TableEntity row, RequestRef request)
    {
        var seq = row.GetInt32("Seq")!.Value;
        return new RequestCase
        {
            Ref = request,
            Service = row.GetString("Service"),
            CatalogueVersion = row.GetInt32("CatalogueVersion")!.Value,
            Department = row.GetString("Department"),
            State = State<RequestState>(row, "State") ?? throw new InvalidDataException("A request row without a state."),
            Ending = State<RequestEnding>(row, "Ending"),
            ClaimedBy = row.GetString("ClaimedBy") is { Length: > 0 } account ? account : null,
            Seq = seq,
            Head = row.GetBinary("Head"),
            SubmittedAt = row.GetDateTimeOffset("SubmittedAt")!.Value,
            AcceptedAt = row.GetDateTimeOffset("AcceptedAt"),
            DecidedAt = row.GetDateTimeOffset("DecidedAt"),
            Clocks = new RequestClocks(
                Date(row, "Start")!.Value, Date(row, "Due"), Date(row, "LegalDue"), Date(row, "PromisedDue"), Date(row, "DeliveryDue"), row.GetBoolean("Provisional") ?? false)
            {
                Counts = row.GetString("Counts") is { } counts ? JsonSerializer.Deserialize(counts, RequestJson.Default.ClockCounts)! : new ClockCounts(ClockPhase.None),
            },
            Course = row.GetBinary("Course") is { } course
                ? JsonSerializer.Deserialize(sealer.OpenBytes(course, CoursePlace(request)), RequestJson.Default.RequestCourse)!
                : new RequestCourse(),
            Tier = row.GetInt32("Tier") ?? RequestCase.NoTier,
            Applicant = sealer.Open(row.GetBinary("Applicant"), $"{request.Key}|applicant"),
            Answers = row.GetInt32("AnswersVersion") is { } version ? Answers(row, request, version) : null,
            FirstAnswers = row.GetInt32("AnswersVersion") > 1 ? Answers(row, request, 1) : null,
            AnswersVersion = row.GetInt32("AnswersVersion") ?? 1,
            Materials = row.GetString("Materials") is { } materials ? JsonSerializer.Deserialize(materials, RequestJson.Default.ListSubmittedMaterial)! : [],
            Timeline = row.ContainsKey(StepProperty(1))
                ? [.. Enumerable.Range(1, Math.Min(seq, InlineSteps)).Select(each => Step(request, each, row.GetBinary(StepProperty(each))))]
                : [],
            Version = row.ETag,
        };
    }

    private string Answers(TableEntity row, RequestRef request, int version)
    {
        var chunks = Enumerable.Range(0, int.MaxValue).Select(each => row.GetBinary(AnswersProperty(version, each))).TakeWhile(each => each is not null);
        return Encoding.UTF8.GetString(sealer.OpenBytes([.. chunks.SelectMany(each => each)], AnswersPlace(request, version)));
    }

    private TimelineEvent Step(RequestRef request, int seq, byte[] body) =>
        TimelineEvent.Deserialize(sealer.OpenBytes(body, StepPlace(request, seq)));

    private static int Seq(TableEntity row) => int.Parse(row.RowKey.AsSpan(row.RowKey.LastIndexOf('|') + 1), CultureInfo.InvariantCulture);

    private static string AnswersPlace(RequestRef request, int version) => $"{request.Key}|answers|{version}";

    private static string AnswersProperty(int version, int index) => $"A{version}_{index}";

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
