using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Documents.Store;

/// <summary>A document as it was read, with its row's version.</summary>
/// <param name="Ref">The request that it belongs to.</param>
/// <param name="Content">The document.</param>
/// <param name="Version">The row's version.</param>
public sealed record StoredDocument(RequestRef Ref, ResultDocument Content, ETag Version);

/// <summary>
/// Stores result documents in table <c>Talents</c>: <c>tid|2p|rid</c>, behind the open requests that a scan reads and before the
/// states of all requests. A request has at most one. Every row is sealed as a whole (<see cref="RowSeal"/>); a row that is refused
/// is no document. Only this class knows these keys.
/// </summary>
/// <param name="table">The table.</param>
/// <param name="sealer">Encrypts and decrypts the documents.</param>
/// <param name="seals">Seals and checks the rows.</param>
public sealed class DocumentStore(TalentsTable table, FieldSealer sealer, RowSeal seals)
{
    private static readonly RowShape _shape = new("result-document", Property(0), Property(1));

    /// <summary>Finds the document of a request; null when there is none that is trusted. One call.</summary>
    public async Task<StoredDocument?> FindAsync(RequestRef request, CancellationToken cancel) => seals.Read(
        _shape,
        await table.FindAsync(Shard.Of(request.TalentId), Key(request), cancel),
        row => new StoredDocument(request, ResultDocument.Deserialize(sealer.OpenBytes(LongBinary.Find(row, Property)!, Place(request))), row.ETag));

    /// <summary>Makes the row of a document. Every change writes the whole row.</summary>
    public TableEntity Row(RequestRef request, ResultDocument document)
    {
        var row = new TableEntity(Shard.Of(request.TalentId), Key(request));
        LongBinary.Set(row, sealer.Seal(document.Serialize(), Place(request)), Property);
        return seals.Seal(_shape, row);
    }

    private static string Key(RequestRef request) => StorageKey.Join(request.TalentId, "2p", request.RequestId);

    private static string Place(RequestRef request) => $"{request.Key}|document";

    private static string Property(int part) => $"Body{part}";
}
