using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Eligibility;
using static TalentPass.Core.Requests.Rules.RequestMachine;

namespace TalentPass.Core.Tests.Requests.Store;

/// <summary>
/// One case and its rows as storage would have them. Each step is checked as Azure would check it, and the case is read back from
/// its row. The service is as large as a catalogue may make it.
/// </summary>
internal sealed class CaseWalk
{
    private const int Mebibyte = 1024 * 1024;
    private const int MaxProperty = 64 * 1024;
    private const int MaxProperties = 252;
    private static readonly MasterKey _key = new(new byte[MasterKey.Length]);
    private static readonly RequestNumbers _numbers = new(_key, RandomSource.System);
    private static readonly FieldSealer _sealer = new(_key, RandomSource.System);
    private static readonly RequestStore _store = new(
        new TalentsTable(new StorageClients(new StorageOptions { ConnectionString = "UseDevelopmentStorage=true" }), new RowSeal(_key, TimeProvider.System, NullLogger<RowSeal>.Instance)), _numbers, _sealer);

    private static readonly Actor _officer = FiledRequest.Officer with { Account = new string('o', 64) };
    private static readonly Actor _supervisor = FiledRequest.Supervisor with { Account = new string('s', 64) };
    private static readonly string[] _fields = [.. Enumerable.Range(1, 25).Select(each => $"field{each}")];
    private static readonly ServiceItem _service = Largest();
    private static readonly string[] _points = [.. Enumerable.Range(1, 30).Select(each => FilingPoints.Relation(each))];
    private DateTimeOffset _now = FiledRequest.FiledAt;

    public CaseWalk()
    {
        var draft = FiledRequest.In(RequestState.Submitted) with
        {
            Ref = _numbers.New("7k2m9qxw", _now),
            Service = _service.Id,
            Seq = 0,
            Head = TimelineEvent.Genesis,
            Applicant = string.Concat(Enumerable.Repeat("𬭎", 400)),
            Answers = Answers("a"),
            // The papers that may come later were shown at the counter, so that the desk may ask for them.
            Materials = [.. _service.Materials.Select(each => new SubmittedMaterial(each.Id, each.Tolerable ? null : new string('f', 20)))],
            Course = new RequestCourse { Filing = Filing(), Bundle = new BundlePartFact(new string('b', 40), "B-7K2M-9QXW-3R4T-8NZA-5", 0), Points = [.. _points.Select(each => new PointFact(each, new PointCheck(true, _officer.Account, _now)))] },
        };
        var step = RequestStep.Begin(draft, Submit, FiledRequest.Talent, Roles.Talent, _service, FiledRequest.WorkingDays);
        Row = _store.NewRow(step.After, step.Event);
        Check(new Transaction("h00", "op").Add(Row));
        Steps.Add(step.Event);
        Case = _store.Summary(Row);
    }

    /// <summary>The account that confirms what the officer proposes.</summary>
    public static Actor Second => _supervisor;

    /// <summary>The state row.</summary>
    public TableEntity Row { get; }

    /// <summary>The steps so far.</summary>
    public List<TimelineEvent> Steps { get; } = [];

    /// <summary>The case as it is read from its row.</summary>
    public RequestCase Case { get; private set; }

    /// <summary>The size of the state row by the service's formula.</summary>
    public long Size => SizeOf(Row);

    /// <summary>The names of all actions that are possible now, each with who takes it.</summary>
    public IReadOnlyList<(string Action, Actor Actor)> Possible =>
        [.. new[] { _officer, _supervisor, FiledRequest.Talent }.SelectMany(actor => Rules.Allowed(Case, actor).Select(action => (action, actor))),
            .. Rules.DueNow(Case) is { } due ? [(due.Action, Actor.Timer)] : Array.Empty<(string, Actor)>(),
            .. Lines(Case.State, Actor.Timer).Any(each => each.Action == BundlePaper) ? [(BundlePaper, Actor.Timer)] : Array.Empty<(string, Actor)>()];

    private RequestRules Rules => new(_service, LegalDay.Of(_now), FiledRequest.WorkingDays);

    public void Wait(TimeSpan time) => _now += time;

    /// <summary>Takes the action with this text in every field. Returns the code of the refusal; null when it was taken.</summary>
    public string? Do(string action, string text, Actor? actor = null)
    {
        actor ??= DeskActions.Contains(action) ? _officer : FiledRequest.Talent;
        var line = Rules.Find(Case, action, actor) ?? Lines(Case.State, actor).First(each => each.Action == action);
        var context = new StepContext(Case, line, Rules, actor, _now);
        switch (Take(context, text))
        {
            case Outcome<RequestStep>.Done { Value: var step }:
                Write(step, action == Claim ? _store.ClaimChange(Case.Ref, step.Event, step.After.Head) : _store.Change(Case, step.After, step.Event));
                return null;
            case Outcome<RequestStep>.Refused { Reason: var reason }:
                return reason.Errors is { } errors ? $"{reason.Code} {string.Join(' ', errors.Keys)}" : reason.Code;
            default:
                throw new InvalidOperationException("A step is taken or refused.");
        }
    }

    /// <summary>
    /// Writes the row as it was written before 26 November 2026: JSON with escapes, the items of a demand in the course, every
    /// one of the first 120 steps in the row, and no count of the texts.
    /// </summary>
    public void MakeOld(IReadOnlyList<TimelineEvent> steps)
    {
        foreach (var name in Row.Keys.Where(each => each.StartsWith("Asked", StringComparison.Ordinal) || each == "TextBytes").ToList())
        {
            Row.Remove(name);
        }

        Row["Course"] = _sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(Case.Course, RequestJson.Default.RequestCourse), $"{Case.Ref.Key}|course");
        foreach (var step in steps)
        {
            Row[$"E{step.Seq:d4}"] = _sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(step, RequestJson.Default.TimelineEvent), $"{Case.Ref.Key}|step|{step.Seq}");
        }

        Case = _store.Summary(Row);
    }

    private Outcome<RequestStep> Take(StepContext context, string text) => context.Transition.Action switch
    {
        Claim when context.Actor.IsAny(Roles.Desk) => DeskSteps.Take(context, new ClaimAction()),
        BundlePaper => context.Done(context.Next().Handed([new SubmittedMaterial(_service.Materials[0].Id, new string('g', 20))])),
        var action when DeskActions.Contains(action) => DeskSteps.Take(context, DeskAction(action, text, context.Course.Awaiting?.Seq ?? 1)),
        Withdraw => TalentSteps.Take(context, new WithdrawRequest(text), null),
        Urge => TalentSteps.Take(context, new UrgeRequest(text), null),
        Rating => TalentSteps.Take(context, new RateRequest(1, "mobile", text), Case.Ref.Number),
        Appeal => TalentSteps.Take(context, new AppealRequest(text), Case.Ref.Number),
        Supplement => TalentSteps.Take(context, Supply(), null),
        _ => TimerSteps.Take(context),
    };

    private static DeskAction DeskAction(string action, string text, int of) => action switch
    {
        Release => new ReleaseAction(text),
        Assign => new AssignAction(_officer.Account, text),
        Transfer => new TransferAction("exit-entry", text),
        TransferOut => new TransferOutAction(text, text),
        AnswerUrge => new AnswerUrgeAction(text),
        Note => new NoteAction(text, true),
        Accept => new AcceptAction(text),
        AcceptTolerant => new AcceptTolerantAction([.. _service.Materials.Take(ServiceItem.MostPapers).Select(each => each.Id)], 1),
        RequestSupplement => new RequestSupplementAction([.. Enumerable.Range(0, 50).Select(each => new SupplementItem(text, Field: _fields[each % 25]))], 60),
        NotAccept => new NotAcceptAction(text, text),
        Pause => new PauseAction(TimeLimits.PauseKinds[^1], 1, text),
        Resume => new ResumeAction(text),
        Extend => new ExtendAction(1, text, _supervisor.Account),
        Confirm => new ConfirmAction(of),
        Decline => new DeclineAction(of, text),
        Approve => new ApproveAction(text, text, JsonElement.Parse($$"""{"type":"grant","text":"{{new string('d', 4_000)}}"}""")),
        RequestMachine.Check => new CheckAction(_points[0], true, text),
        Refuse => new RefuseAction(text),
        Deliver => new DeliverAction(text, null),
        _ => throw new ArgumentOutOfRangeException(nameof(action)),
    };

    private SupplyMissing Supply() => Case.Course.Gaps is { SuppliedAt: null } gaps
        ? new SupplyMissing(null, [.. gaps.Missing.Select(each => new SubmittedMaterial(each, new string('h', 20)))])
        : new SupplyMissing(JsonElement.Parse(Answers("b")));

    private void Write(RequestStep step, TableEntity change)
    {
        var history = _store.EventRow(Case.Ref, step.Event, Case.Head, step.After.Head);
        Check(new Transaction(Row.PartitionKey, "op").Add(history).Merge(change, ETag.All, RequestStore.Beside(Case, change)));
        Assert.InRange(SizeOf(history), 1, Mebibyte);
        foreach (var (name, value) in change.Where(each => each.Value is not null))
        {
            Row[name] = value;
        }

        Assert.InRange(Size, 1, RequestStore.MostRowBytes);
        Steps.Add(step.Event);
        Case = _store.Summary(Row);
        Assert.Equal((step.After.Seq, step.After.PublishedState()), (Case.Seq, Case.PublishedState()));
        Assert.Equal(step.After.Course.Supplement?.Items ?? [], Case.Course.Supplement?.Items ?? []);
    }

    private static void Check(Transaction transaction) => TransactionGuard.Check(transaction);

    // The formula of the service, written down a second time.
    private static long SizeOf(TableEntity row)
    {
        var own = row.Where(each => each.Key is not ("PartitionKey" or "RowKey" or "odata.etag" or "Timestamp") && each.Value is not null).ToList();
        Assert.InRange(own.Count, 1, MaxProperties);
        return 4 + 2L * (row.PartitionKey.Length + row.RowKey.Length) + own.Sum(each => 8 + 2L * each.Key.Length + each.Value switch
        {
            string text => 4 + Bounded(2 * text.Length),
            byte[] bytes => 4 + Bounded(bytes.Length),
            DateTimeOffset or long => 8,
            int => 4,
            bool => 1,
            _ => throw new InvalidOperationException($"{each.Key} is a {each.Value.GetType()}."),
        });

        static int Bounded(int bytes)
        {
            Assert.InRange(bytes, 0, MaxProperty);
            return bytes;
        }
    }

    // The most bytes that answers may have, in all fields together.
    private static string Answers(string character)
    {
        var fields = _fields.ToDictionary(each => each, _ => new string(character[0], 4000));
        fields[_fields[^1]] = "";
        var more = AnswerCheck.MostBytes - StoredJson.Compact(JsonSerializer.SerializeToElement(fields)).Length;
        fields[_fields[^1]] = new string(character[0], more);
        var answers = StoredJson.Compact(JsonSerializer.SerializeToElement(fields));
        Assert.Equal(AnswerCheck.MostBytes, answers.Length);
        return answers;
    }

    private static FilingFact Filing()
    {
        var (version, title) = (Wide(ServiceItem.MostVersion), Wide(ServiceItem.MostAreaTitle));
        return new FilingFact(version, new string('s', 26), new string('a', 40), version, new Bilingual(title, title), FiledRequest.Filed);
    }

    private static string Wide(int characters) => string.Concat(Enumerable.Repeat("𬭎", characters));

    private static ServiceItem Largest()
    {
        const string text = """{"type":"string","maxLength":4000,"title":"文","x-title-en":"Text"}""";
        var fields = string.Join(',', _fields.Select(each => $"\"{each}\":{text}"));
        var form = $$$"""{"type":"object","additionalProperties":false,"required":[],"properties":{{{{fields}}}}}""";
        return FiledRequest.Service with
        {
            Id = new string('i', 40),
            Form = JsonElement.Parse(form),
            Materials = [.. Enumerable.Range(0, 40).Select(each => new Material($"{each:d2}-{new string('m', 37)}", new("材料", "Paper"), each < ServiceItem.MostPapers, each < ServiceItem.MostPapers, each >= ServiceItem.MostPapers, 0))],
            TimeLimits = FiledRequest.Limits with { Pauses = TimeLimits.PauseKinds, ExtensionWorkingDays = 10 },
            DateOrders = null,
            People = null,
            Minors = null,
            MustBeValid = null,
            Results =
            [
                new ServiceResult(
                    "grant", new("准予", "Granted"), JsonElement.Parse($$$"""{"type":"object","additionalProperties":false,"required":[],"properties":{"text":{{{text}}}}}"""),
                    JsonElement.Parse("{}")),
            ],
        };
    }
}
