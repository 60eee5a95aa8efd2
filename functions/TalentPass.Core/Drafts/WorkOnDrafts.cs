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
/// <param name="DraftId">The id, chosen by the client.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="Title">The title of the service.</param>
/// <param name="Answers">
/// The answers so far. A list leaves out the answers and papers of a draft larger than 4 kB: <c>GET /drafts/{draftId}</c> has them.
/// </param>
/// <param name="Materials">The papers so far.</param>
/// <param name="Area">The id of the service area.</param>
/// <param name="SavedAt">When it was last saved.</param>
public sealed record DraftView(
    string DraftId, string Service, string Title, JsonElement? Answers, IReadOnlyList<SubmittedMaterial>? Materials, string? Area, DateTimeOffset SavedAt);

/// <summary>
/// Saves, lists and deletes drafts (草稿). Saving checks only what storage needs: the ids, the papers and the number of drafts.
/// The form's rules are checked when the request is filed.
/// </summary>
public sealed class WorkOnDrafts(DraftStore drafts, UsedFiles usedFiles, Quotas quotas, CurrentCatalogue currentCatalogue, TimeProvider time)
{
    /// <summary>
    /// Saves a draft under the client's id. The files that it names are kept. Two storage calls, and one for each paper with a
    /// file.
    /// </summary>
    /// <returns>
    /// The draft; or a refusal: <c>not_recognised</c>, <c>not_found</c> when the id is not allowed, <c>validation_failed</c>,
    /// <c>too_many_drafts</c>; <c>too_many_requests</c> when other drafts were saved first in every attempt.
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

        var draft = new Draft(draftId, content, time.GetUtcNow());
        var size = DraftStore.SizeOf(content);
        return await Contest.RunAsync<DraftView>(async () =>
        {
            var kept = await drafts.CountAsync(talentId, cancel);
            if (Full(kept, draftId, size) is { } full)
            {
                return full;
            }

            var papers = await usedFiles.FindAsync(talentId, content.Materials, cancel);
            if (papers is not Outcome<IReadOnlyList<StoredFile>>.Done { Value: var found })
            {
                return ((Outcome<IReadOnlyList<StoredFile>>.Refused)papers).Reason;
            }

            return await drafts.SaveAsync(talentId, draft, found, kept.Guard, cancel) ? new Outcome<DraftView>.Done(View(draft, catalogue, english)) : null;
        });
    }

    /// <summary>Returns one of the caller's drafts, whole; <c>not_found</c>. One storage call.</summary>
    public async Task<Outcome<DraftView>> GetAsync(Actor actor, string draftId, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        return actor.TalentId is { } talentId && await drafts.FindAsync(talentId, draftId, cancel) is { } draft
            ? new Outcome<DraftView>.Done(View(draft, catalogue, english))
            : new Refusal(RefusalCodes.NotFound);
    }

    /// <summary>
    /// Deletes a draft; <c>not_found</c>. Its files are collected later when no other draft or request has them. One storage call.
    /// </summary>
    public async Task<Outcome<Nothing>> RemoveAsync(Actor actor, string draftId, CancellationToken cancel) =>
        actor.TalentId is { } talentId && await drafts.RemoveAsync(talentId, draftId, cancel)
            ? new Outcome<Nothing>.Done(Nothing.Value)
            : new Refusal(RefusalCodes.NotFound);

    /// <summary>Lists the caller's drafts, without the content of large ones. One storage call.</summary>
    public async Task<Outcome<Page<DraftView>>> ListAsync(Actor actor, PageRequest page, bool english, CancellationToken cancel)
    {
        var catalogue = await currentCatalogue(cancel);
        var found = actor.TalentId is { } talentId ? await drafts.ListAsync(talentId, page.Limit + 1, page.Cursor, cancel) : [];
        return new Outcome<Page<DraftView>>.Done(Page.Of(found, page, each => each.DraftId, each => View(each, catalogue, english)));
    }

    private Refusal? Full(DraftUsage kept, string draftId, long size)
    {
        var others = kept.Sizes.Where(each => each.Key != draftId).ToArray();
        return others.Length >= quotas.Drafts ? new Refusal(RefusalCodes.TooManyDrafts, new Bilingual(
                $"最多保存 {quotas.Drafts} 份草稿，请提交或删除一份。", $"At most {quotas.Drafts} drafts are kept; file or delete one."))
            : others.Sum(each => each.Value) + size > quotas.DraftBytes ? new Refusal(RefusalCodes.TooManyDrafts, new Bilingual(
                $"草稿合计最多 {quotas.DraftBytes / 1024} KiB，请提交或删除一份。", $"All drafts together have at most {quotas.DraftBytes / 1024} KiB; file or delete one."))
            : null;
    }

    private static DraftView View(Draft draft, PublishedCatalogue catalogue, bool english) =>
        View(new DraftLine(draft.DraftId, draft.Content.Service, draft.Content.Area, draft.Content, draft.SavedAt), catalogue, english);

    private static DraftView View(DraftLine draft, PublishedCatalogue catalogue, bool english) => new(
        draft.DraftId,
        draft.Service,
        RequestRenderer.Title(catalogue, draft.Service, english),
        draft.Content?.Answers,
        draft.Content?.Materials,
        draft.Area,
        draft.SavedAt);
}
