using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Codec;

/// <summary>Names a pass: the talent and the number of the pass among the talent's passes.</summary>
/// <param name="TalentId">Eight base32 characters.</param>
/// <param name="Ordinal">The number of the pass, counted from 1.</param>
public readonly record struct PassRef(string TalentId, ushort Ordinal)
{
    private const int OrdinalCharacters = 4;

    /// <summary>The id of the pass for staff and clients: twelve base32 characters, the talent's id first.</summary>
    public string Id => TalentId + Base32.Encode(Ordinal, OrdinalCharacters);

    /// <summary>The row key of the pass in the talent's shard.</summary>
    public string RowKey => StorageKey.Join(TalentId, "1", StorageKey.Number(Ordinal, 5));

    /// <summary>The same pass in the form for a code id.</summary>
    public CodeOrigin Origin => new(TalentId, Ordinal);

    /// <summary>
    /// Reads an id that a person typed: upper case is fine, and i, l, o are read as 1, 1, 0. Null when the text is not such an
    /// id.
    /// </summary>
    public static PassRef? Parse(string? id)
    {
        if (id is not { Length: 12 }
            || !Base32.TryDecode(id.AsSpan(0, 8), out var talent)
            || !Base32.TryDecode(id.AsSpan(8), out var ordinal)
            || ordinal is 0 or > ushort.MaxValue)
        {
            return null;
        }

        return new PassRef(Base32.Encode(talent, 8), (ushort)ordinal);
    }
}
