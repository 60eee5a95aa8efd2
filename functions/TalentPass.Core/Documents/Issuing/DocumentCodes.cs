using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>
/// Gives the signed code of a document. It is the code that was made together with the document, as long as its key counts; after
/// that, or when its key was withdrawn, the same statement signed anew. So who downloads a document again gets one that verifies.
/// </summary>
/// <param name="keys">The keys of the process.</param>
/// <param name="time">The clock.</param>
public sealed class DocumentCodes(CityKeys keys, TimeProvider time)
{
    /// <summary>The code to show. Usually no storage call.</summary>
    public async ValueTask<string> CurrentAsync(ResultDocument document, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        return DocumentCodec.Read(document.Code, out var read) == PassReason.Accepted && view.Trust.Current?.Find(read!.Kid)?.NotAfter >= now
            ? document.Code
            : DocumentCodec.Sign(view.Signer(RingUse.Issuing, now), document.ToContents());
    }
}
