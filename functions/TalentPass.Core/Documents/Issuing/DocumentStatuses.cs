using TalentPass.Core.Documents.Store;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Documents.Issuing;

/// <summary>Tells the city's status lists which documents are revoked.</summary>
public static class DocumentStatuses
{
    // The id of a pass has no hyphen.
    private const string Prefix = "d-";
    private const int IdCharacters = 8;

    /// <summary>The name of a document in a note for the status lists.</summary>
    public static string Subject(RequestRef request) => Prefix + request.TalentId + request.RequestId;

    /// <summary>The source that reads documents. One storage call for each.</summary>
    public static StatusSource Source(DocumentStore store, RequestNumbers numbers) => new(Prefix, async (subject, cancel) =>
    {
        var ids = subject[Prefix.Length..];
        var request = numbers.For(ids[..IdCharacters], ids[IdCharacters..]);
        return await store.FindAsync(request, cancel) is { Content: var document }
            ? [(document.StatusIndex, document.Revocation?.RevokedAt is null ? StatusValue.Valid : StatusValue.Invalid)]
            : [];
    });
}
