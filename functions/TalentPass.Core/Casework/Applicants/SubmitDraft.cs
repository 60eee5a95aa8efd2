using TalentPass.Core.Drafts;
using TalentPass.Core.Requests.Views;

namespace TalentPass.Core.Casework.Applicants;

/// <summary>Files a saved draft.</summary>
/// <param name="drafts">Reads the drafts.</param>
/// <param name="submit">Files requests.</param>
public sealed class SubmitDraft(DraftStore drafts, SubmitRequest submit)
{
    /// <summary>
    /// Files a draft. The transaction that makes the request also deletes the draft. Costs one call more than filing without a
    /// draft.
    /// </summary>
    public async Task<Outcome<RequestReceipt>> RunAsync(Actor actor, string draftId, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        if (await drafts.FindAsync(talentId, draftId, cancel) is not { Content: var content })
        {
            return await submit.ReplayAsync(talentId, idempotency, english, cancel) ?? new Refusal(RefusalCodes.NotFound);
        }

        var submission = new RequestSubmission(content.Service, content.Answers, content.Materials, Area: content.Area);
        return await submit.RunAsync(actor, submission, idempotency, english, cancel, DraftStore.Key(talentId, draftId));
    }
}
