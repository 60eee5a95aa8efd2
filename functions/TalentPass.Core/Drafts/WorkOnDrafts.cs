using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Drafts;

/// <summary>A draft as its talent sees it.</summary>
public sealed record DraftView(
    string DraftId, string Service, string Title, JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials, string? Area, DateTimeOffset SavedAt);

/// <summary>Save and return (草稿): nothing is checked until it is filed but that it can be kept.</summary>
public sealed class WorkOnDrafts(DraftStore drafts, UsedFiles usedFiles, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>Saves a draft under the client's id; it holds the files it names. Two calls, and one a file.</summary>
    /// <returns>The draft; <c>not_recognised</c>, <c>not_found</c> for an impossible id, <c>validation_failed</c>.</returns>
    public async Task<Outcome<DraftView>> SaveAsync(Actor actor, string draftId, DraftContent content, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        if (!DraftStore.IsId(draftId))
        {
            return new Refusal(RefusalCodes.NotFound);
        }

        // Some phones write their ids in capitals.
        draftId = draftId.ToLowerInvariant();
        var catalogue = await currentCatalogue(cancel);
        if (catalogue.Content.Service(content.Service) is not { } service)
        {
            return Refusal.Invalid("/service", ValidationCodes.NotInList);
        }

        if (content.Answers.ValueKind != JsonValueKind.Object)
        {
            return Refusal.Invalid("/answers", ValidationCodes.WrongType);
        }

        if (MaterialCheck.Check(id => service.Material(id) is not null, content.Materials) is { } wrong)
        {
            return wrong;
        }

        var kept = await drafts.ListAsync(talentId, DraftStore.MostDrafts, null, cancel);
        if (kept.Count == DraftStore.MostDrafts && kept.All(each => each.DraftId != draftId))
        {
            return Refusal.Invalid("", ValidationCodes.TooMany);
        }

        var draft = new Draft(draftId, content, time.GetUtcNow());
        return await Contest.RunAsync<DraftView>(async () =>
        {
            var papers = await usedFiles.FindAsync(talentId, content.Materials, cancel);
            if (papers is not Outcome<IReadOnlyList<StoredFile>>.Done { Value: var found })
            {
                return ((Outcome<IReadOnlyList<StoredFile>>.Refused)papers).Reason;
            }

            return await drafts.SaveAsync(talentId, draft, found, cancel) ? new Outcome<DraftView>.Done(View(draft, catalogue, english)) : null;
        });
    }

    /// <summary>Throws a draft away; its papers go when nothing else holds them. <c>not_found</c>. One call.</summary>
    public async Task<Outcome<Nothing>> RemoveAsync(Actor actor, string draftId, CancellationToken cancel) =>
        actor.TalentId is { } talentId && await drafts.RemoveAsync(talentId, draftId, cancel)
            ? new Outcome<Nothing>.Done(Nothing.Value)
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>The caller's drafts. One call.</summary>
    public async Task<Outcome<Page<DraftView>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        var found = actor.TalentId is { } talentId ? await drafts.ListAsync(talentId, page.Limit + 1, page.Cursor, cancel) : [];
        return new Outcome<Page<DraftView>>.Done(Page.Of(found, page, each => each.DraftId, each => View(each, catalogue, english)));
    }

    private static DraftView View(Draft draft, PublishedCatalogue catalogue, bool english) => new(
        draft.DraftId,
        draft.Content.Service,
        RequestRenderer.Title(catalogue, draft.Content.Service, english),
        draft.Content.Answers,
        draft.Content.Materials,
        draft.Content.Area,
        draft.SavedAt);
}
