using TalentPass.Core.Requests.Record;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Documents.Codec;

/// <summary>What the code on a result document says. It is proved only when the signature was verified.</summary>
/// <param name="Number">The number of the electronic certificate (GB/T 36904), with its beginning.</param>
/// <param name="Kind">The kind.</param>
/// <param name="Service">The id of the service.</param>
/// <param name="Holder">The masked name of the person; empty when the mask is too long for the code.</param>
/// <param name="IssuedAt">When it was decided, whole seconds.</param>
/// <param name="ExpiresAt">The last second in which the document counts; null when it has no end.</param>
/// <param name="StatusIndex">The index in the city's status lists.</param>
public sealed record DocumentContents(
    string Number, ResultKind Kind, string Service, string Holder, DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt, uint StatusIndex)
{
    /// <summary>Returns no number and no name.</summary>
    public override string ToString() => $"document, {Kind}";
}

/// <summary>A document's code as it was read; its signature is not verified yet.</summary>
/// <param name="Contents">What it says.</param>
/// <param name="Kid">The key that it names.</param>
public sealed record ReadDocumentCode(DocumentContents Contents, Kid Kid);
