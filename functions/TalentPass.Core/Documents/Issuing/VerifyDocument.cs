using TalentPass.Core.Calendar;
using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Documents.Store;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Trust.City;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>
/// Tells anybody who has a document in hand what it counts for. The check code is computed from the number, so a wrong one costs no
/// storage call and does not tell whether there is such a document; a right one costs one call.
/// </summary>
public sealed class VerifyDocument(DocumentStore store, DocumentNumbers numbers, CityKeys keys, TimeProvider time)
{
    /// <summary>Verifies by number and check code.</summary>
    public async Task<Outcome<VerifiedDocument>> ByNumberAsync(string typed, string checkCode, bool english, CancellationToken cancel) =>
        numbers.Parse(typed, out var number) is { } request && numbers.IsCheckCode(number, checkCode)
            ? await AnswerAsync(request, number, english, cancel)
            : VerifiedDocument.Unknown;

    /// <summary>
    /// Verifies by the text of the QR symbol. Its signature must verify. The lists and the end in the code do not matter here,
    /// because the document itself is read.
    /// </summary>
    public async Task<Outcome<VerifiedDocument>> ByCodeAsync(string text, bool english, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        return new DocumentVerifier(view.Trust, status: null).Verify(text.Trim(), time.GetUtcNow()).Contents is { } contents
            && numbers.Parse(contents.Number, out var number) is { } request
            ? await AnswerAsync(request, number, english, cancel)
            : VerifiedDocument.Unknown;
    }

    private async Task<VerifiedDocument> AnswerAsync(RequestRef request, string number, bool english, CancellationToken cancel) =>
        await store.FindAsync(request, cancel) is { Content: var document } && document.Number == number
            ? VerifiedDocument.Of(document, LegalDay.Today(time), english)
            : VerifiedDocument.Unknown;
}
