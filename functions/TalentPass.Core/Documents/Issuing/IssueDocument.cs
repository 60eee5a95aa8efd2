using TalentPass.Core.Catalogue.Forms;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>A step together with the document that it makes.</summary>
/// <param name="Step">The step; the request after it names the document.</param>
/// <param name="AddRow">Adds the document's row to the transaction of the step; null when the step makes none.</param>
public readonly record struct DocumentedStep(RequestStep Step, Action<Transaction>? AddRow);

/// <summary>
/// Makes the result document (结果文书) of a decision. Its row is part of the transaction of the decision, so a decision has exactly
/// one document, whatever fails.
/// </summary>
public sealed class IssueDocument(
    DocumentStore store, StatusIndexes indexes, CityKeys keys, TalentStore talents, CurrentCatalogue currentCatalogue)
{
    /// <summary>
    /// Makes the document of a step that decides; any other step is returned as it is. Usually no storage call: two for every
    /// 1,000 documents, which take places in the status lists, and one for a request that was filed before requests held their
    /// applicant.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="service">The service as the request's version of the catalogue defines it.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<DocumentedStep> ForAsync(RequestStep step, ServiceItem service, CancellationToken cancel)
    {
        if (KindOf(step) is not { } kind)
        {
            return new DocumentedStep(step, null);
        }

        var request = step.After;
        var catalogue = (await currentCatalogue(cancel)).Content;
        var view = await keys.CurrentAsync(cancel);
        var unsigned = Content(request, kind, service, catalogue, await NameAsync(request, cancel), step.Event.At) with { StatusIndex = await indexes.NextAsync(cancel) };
        var document = unsigned with { Code = DocumentCodec.Sign(view.Signer(RingUse.Issuing, step.Event.At), unsigned.ToContents()) };
        var course = request.Course with { Documents = [.. request.Course.Documents, document.ToFact()] };
        return new DocumentedStep(
            step with { After = request with { Course = course } },
            transaction => transaction.Add(store.Row(request.Ref, document)));
    }

    // Only a desk decides. A step of the timers or of a bundle ends a request without a decision.
    private static ResultKind? KindOf(RequestStep step) => (step.Before?.State == step.After.State, step.After.State, step.After.Ending) switch
    {
        (true, _, _) => null,
        _ when step.Event.Role is not (nameof(Roles.Desk) or nameof(Roles.Supervisor)) => null,
        (_, RequestState.Approved, _) => ResultKind.Approval,
        (_, RequestState.Refused, _) => ResultKind.Refusal,
        (_, RequestState.Ended, RequestEnding.NotAccepted) => ResultKind.NonAcceptance,
        (_, RequestState.Ended, RequestEnding.AcceptanceRevoked) => ResultKind.AcceptanceRevoked,
        _ => null,
    };

    private async Task<string> NameAsync(RequestCase request, CancellationToken cancel) =>
        request.Person?.Name.Full ?? (await talents.FindAsync(request.Ref.TalentId, cancel))?.Name.Full ?? request.Applicant;

    private static ResultDocument Content(
        RequestCase request, ResultKind kind, ServiceItem service, ServiceCatalogue catalogue, string name, DateTimeOffset at)
    {
        var decision = request.Course.Decision;
        return new()
        {
            Number = DocumentNumbers.New(request.Ref, kind, request.Department, catalogue),
            Request = request.Ref.Number,
            Kind = kind,
            Service = service.Id,
            ServiceTitle = service.Title,
            Department = request.Department,
            DepartmentName = catalogue.Department(request.Department)?.FullName ?? new Bilingual(request.Department, request.Department),
            Holder = name,
            MaskedHolder = request.Applicant,
            IssuedAt = DateTimeOffset.FromUnixTimeSeconds(at.ToUnixTimeSeconds()),
            ValidTo = decision is null ? null : DecisionCheck.Day(decision.Fields, ServiceResult.ValidTo),
            Result = decision is null ? null : DecisionWords.Title(decision, service),
            Fields = Fields(decision, service),
            Words = request.Course.Result,
            Reason = request.Course.Reason,
            RightAuthority = request.Course.RightAuthority,
            Bases = [.. service.LegalBases.Where(each => each.Tag == FactTag.Law).Select(Basis)],
            Remedy = request.WentAgainst ? request.Remedy(service).Text : null,
            StatusIndex = 0,
            Code = "",
        };
    }

    private static IReadOnlyList<ResultField> Fields(DecisionFact? decision, ServiceItem service) => decision is null ? [] :
    [
        .. DecisionWords.Lines(decision, service, english: false).Zip(DecisionWords.Lines(decision, service, english: true))
            .Select(each => new ResultField(new(each.First.Title, each.Second.Title), new(each.First.Text, each.Second.Text))),
    ];

    private static Bilingual Basis(LegalBasis basis) => basis.Article is { } article
        ? new Bilingual($"{basis.Title.Zh}{article.Zh}", $"{basis.Title.En}, {article.En}")
        : basis.Title;
}
