using System.Text.Json;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Files;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Requests.Views;
using TalentPass.Core.Storage;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Drafts;

/// <summary>A draft, for its talent.</summary>
public sealed record DraftView(
    string DraftId, string Service, string Title, JsonElement Answers, IReadOnlyList<SubmittedMaterial>? Materials, string? Area, DateTimeOffset SavedAt);

/// <summary>
/// Saves, lists and deletes drafts (草稿). Saving checks only what storage needs: the ids, the papers and the number of drafts.
/// The form's rules are checked when the request is filed.
/// </summary>
public sealed class WorkOnDrafts(DraftStore drafts, UsedFiles usedFiles, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>
    /// Saves a draft under the client's id. The files that it names are kept. Two storage calls, and one for each paper with a
    /// file.
    /// </summary>
    /// <returns>
    /// The draft; or a refusal: <c>not_recognised</c>, <c>not_found</c> when the id is not allowed, <c>validation_failed</c>.
    /// </returns>
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

        // Some phones make ids in capital letters.
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

    /// <summary>
    /// Deletes a draft; <c>not_found</c>. Its files are collected later when no other draft or request has them. One storage call.
    /// </summary>
    public async Task<Outcome<Nothing>> RemoveAsync(Actor actor, string draftId, CancellationToken cancel) =>
        actor.TalentId is { } talentId && await drafts.RemoveAsync(talentId, draftId, cancel)
            ? new Outcome<Nothing>.Done(Nothing.Value)
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>Lists the caller's drafts. One storage call.</summary>
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
