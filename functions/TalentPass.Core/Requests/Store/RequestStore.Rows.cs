using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Store;

/// <content>Makes the rows for writing.</content>
public sealed partial class RequestStore
{
    // A binary property has at most 64 KiB, so longer answers are split.
    private const int ChunkBytes = 60_000;

    /// <summary>Makes the state row of a new request.</summary>
    public TableEntity NewRow(RequestCase request, TimelineEvent first)
    {
        var row = new TableEntity(Shard.Of(request.Ref.TalentId), StateKey(request.Ref))
        {
            ["Service"] = request.Service,
            ["CatalogueVersion"] = request.CatalogueVersion,
            ["SubmittedAt"] = request.SubmittedAt,
            ["Tier"] = request.Tier,
            ["Applicant"] = sealer.Seal(request.Applicant, $"{request.Ref.Key}|applicant"),
            ["Materials"] = Papers(request),
        };
        AddAnswers(row, request);
        return Stamp(row, request, first);
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

        return Stamp(row, request, step);
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
        AddStep(row, request, step);
        return row;
    }

    /// <summary>Makes only the course property of the state row.</summary>
    public TableEntity CourseChange(RequestCase request) =>
        new(Shard.Of(request.Ref.TalentId), StateKey(request.Ref)) { ["Course"] = Sealed(request) };

    /// <summary>Makes the row of a step.</summary>
    public TableEntity EventRow(RequestRef request, TimelineEvent step, byte[] previous, byte[] hash) =>
        new(Shard.Of(request.TalentId), EventKey(request, step.Seq))
        {
            ["Body"] = sealer.Seal(step.Serialize(), StepPlace(request, step.Seq)),
            ["Previous"] = previous,
            ["Hash"] = hash,
        };

    private void AddAnswers(TableEntity row, RequestCase request)
    {
        row["AnswersVersion"] = request.AnswersVersion;
        var answers = sealer.Seal(Encoding.UTF8.GetBytes(request.Answers ?? "{}"), AnswersPlace(request.Ref, request.AnswersVersion));
        foreach (var (index, chunk) in answers.Chunk(ChunkBytes).Index())
        {
            row[AnswersProperty(request.AnswersVersion, index)] = chunk;
        }
    }

    private TableEntity Stamp(TableEntity row, RequestCase request, TimelineEvent step)
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
        row["Course"] = Sealed(request);
        row["AcceptedAt"] = request.AcceptedAt;
        row["DecidedAt"] = request.DecidedAt;
        AddStep(row, request.Ref, step);
        return row;
    }

    private static string Papers(RequestCase request) => JsonSerializer.Serialize([.. request.Materials], RequestJson.Stored.ListSubmittedMaterial);

    private byte[] Sealed(RequestCase request) =>
        sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(request.Course, RequestJson.Stored.RequestCourse), CoursePlace(request.Ref));

    private void AddStep(TableEntity row, RequestRef request, TimelineEvent step)
    {
        if (step.Seq <= InlineSteps)
        {
            row[StepProperty(step.Seq)] = sealer.Seal(step.Serialize(), StepPlace(request, step.Seq));
        }
    }
}
