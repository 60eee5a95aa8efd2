using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <content>Makes the rows for writing.</content>
public sealed partial class RequestStore
{
    /// <summary>The most bytes of a state row: room for the claim of a request that was not read is left.</summary>
    public const int MostRowBytes = TransactionGuard.MaxEntity - 8 * 1024;

    /// <summary>
    /// The most bytes of a step that the state row holds, sealed: enough for 1,000 Chinese characters. A longer step is read from
    /// its own row.
    /// </summary>
    public const int InlineBytes = 3_600;

    /// <summary>
    /// The bytes of a state row besides a change of it: counted when the whole row was read, otherwise the most that there can be.
    /// </summary>
    public static long Beside(RequestCase before, TableEntity change) =>
        before.Stored is { } row ? TransactionGuard.Beside(row, change) : MostRowBytes;

    /// <summary>Makes the state row of a new request.</summary>
    public TableEntity NewRow(RequestCase request, TimelineEvent first)
    {
        var row = new TableEntity(Shard.Of(request.Ref.TalentId), StateKey(request.Ref))
        {
            ["Number"] = request.Ref.Number,
            ["ShortCode"] = numbers.ShortCode(request.Ref),
            ["Service"] = request.Service,
            ["CatalogueVersion"] = request.CatalogueVersion,
            ["SubmittedAt"] = request.SubmittedAt,
            ["Tier"] = request.Tier,
            ["Applicant"] = sealer.Seal(request.Applicant, $"{request.Ref.Key}|applicant"),
            ["Materials"] = Papers(request),
        };
        if (request.Person is { } person)
        {
            LongBinary.Set(row, sealer.Seal(person.Serialize(), PersonPlace(request.Ref)), PersonProperty);
        }

        AddAnswers(row, request);
        return Stamp(row, request, first, stored: null);
    }

    /// <summary>Makes the properties of the state row that a step changes; the caller merges them into the row.</summary>
    public TableEntity Change(RequestCase before, RequestCase request, TimelineEvent step)
    {
        var row = new TableEntity(Shard.Of(request.Ref.TalentId), StateKey(request.Ref));
        if (request.AnswersVersion != before.AnswersVersion)
        {
            AddAnswers(row, request);
        }

        if (!request.Materials.SequenceEqual(before.Materials))
        {
            row["Materials"] = Papers(request);
        }

        return Stamp(row, request, step, before.Stored);
    }

    /// <summary>Makes the properties of the state row that a claim changes. It needs no other data of the request.</summary>
    public TableEntity ClaimChange(RequestRef request, TimelineEvent step, byte[] head)
    {
        var row = new TableEntity(Shard.Of(request.TalentId), StateKey(request))
        {
            ["Seq"] = step.Seq,
            ["Head"] = head,
            ["ClaimedBy"] = step.Actor,
            ["State"] = step.State,
        };
        AddStep(row, request, step, stored: null);
        return row;
    }

    /// <summary>Makes only the properties of the state row that hold the course.</summary>
    public TableEntity CourseChange(RequestCase request)
    {
        var row = new TableEntity(Shard.Of(request.Ref.TalentId), StateKey(request.Ref));
        AddCourse(row, request, request.Stored);
        return row;
    }

    /// <summary>Makes the row of a step.</summary>
    public TableEntity EventRow(RequestRef request, TimelineEvent step, byte[] previous, byte[] hash)
    {
        var row = new TableEntity(Shard.Of(request.TalentId), EventKey(request, step.Seq)) { ["Previous"] = previous, ["Hash"] = hash };
        LongBinary.Set(row, sealer.Seal(step.Serialize(), StepPlace(request, step.Seq)), BodyProperty);
        return row;
    }

    private void AddAnswers(TableEntity row, RequestCase request)
    {
        row["AnswersVersion"] = request.AnswersVersion;
        var answers = sealer.Seal(Encoding.UTF8.GetBytes(request.Answers ?? "{}"), AnswersPlace(request.Ref, request.AnswersVersion));
        LongBinary.Set(row, answers, part => AnswersProperty(request.AnswersVersion, part));
    }

    private TableEntity Stamp(TableEntity row, RequestCase request, TimelineEvent step, TableEntity? stored)
    {
        row["Department"] = request.Department;
        row["State"] = request.State.Name();
        row["Ending"] = request.Ending?.Name() ?? "";
        row["ClaimedBy"] = request.ClaimedBy ?? "";
        row["Seq"] = request.Seq;
        row["Head"] = request.Head;
        row["Start"] = Date(request.Clocks.Start);
        row["Due"] = Date(request.Clocks.Due);
        row["LegalDue"] = Date(request.Clocks.LegalDue);
        row["PromisedDue"] = Date(request.Clocks.PromisedDue);
        row["DeliveryDue"] = Date(request.Clocks.DeliveryDue);
        row["Provisional"] = request.Clocks.Provisional;
        row["Counts"] = JsonSerializer.Serialize(request.Clocks.Counts, RequestJson.Stored.ClockCounts);
        row["TextBytes"] = request.TextBytes;
        row["AcceptedAt"] = request.AcceptedAt;
        row["DecidedAt"] = request.DecidedAt;
        AddCourse(row, request, stored);
        AddStep(row, request.Ref, step, stored);
        return row;
    }

    private static string Papers(RequestCase request) => JsonSerializer.Serialize([.. request.Materials], RequestJson.Stored.ListSubmittedMaterial);

    // The course is written at every step and read for the lines of a desk, and a demand to supply may have 50 long items. So
    // the items have properties of their own, which are written once.
    private void AddCourse(TableEntity row, RequestCase request, TableEntity? stored)
    {
        var course = request.Course;
        if (course.Supplement is { } asked)
        {
            course = course with { Supplement = asked with { Items = [] } };
            if (stored?.ContainsKey(AskedProperty(0)) is not true)
            {
                var items = JsonSerializer.SerializeToUtf8Bytes(asked.Items, RequestJson.Stored.IReadOnlyListSupplementItem);
                LongBinary.Set(row, sealer.Seal(items, AskedPlace(request.Ref)), AskedProperty);
            }
        }

        row["Course"] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(course, RequestJson.Stored.RequestCourse), CoursePlace(request.Ref));
    }

    // The last condition holds in every row but those that were filled before texts were stored without escapes.
    private void AddStep(TableEntity row, RequestRef request, TimelineEvent step, TableEntity? stored)
    {
        var body = step.Seq <= InlineSteps ? sealer.Seal(step.Serialize(), StepPlace(request, step.Seq)) : [];
        if (body.Length is > 0 and <= InlineBytes
            && (stored is null || TransactionGuard.Beside(stored, row) + TransactionGuard.Check(row) + body.Length <= MostRowBytes))
        {
            row[StepProperty(step.Seq)] = body;
        }
    }
}
