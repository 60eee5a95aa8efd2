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
    /// <param name="actor">The talent.</param>
    /// <param name="draftId">The draft.</param>
    /// <param name="confirmRepeat">Files although the same was filed before.</param>
    /// <param name="idempotency">The client's idempotency key; null when it sent none.</param>
    /// <param name="english">Whether the receipt is in English.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<Outcome<RequestReceipt>> RunAsync(
        Actor actor, string draftId, bool confirmRepeat, IdempotentCall? idempotency, bool english, CancellationToken cancel)
    {
        if (actor.TalentId is not { } talentId)
        {
            return new Refusal(RefusalCodes.NotRecognised);
        }

        if (await drafts.FindAsync(talentId, draftId, cancel) is not { Content: var content })
        {
            return await submit.ReplayAsync(talentId, idempotency, english, cancel) ?? new Refusal(RefusalCodes.NotFound);
        }

        var submission = new RequestSubmission(content.Service, content.Answers, content.Materials, Area: content.Area, ConfirmRepeat: confirmRepeat);
        return await submit.RunAsync(actor, submission, idempotency, english, cancel, DraftStore.Key(talentId, draftId));
    }
}
