using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Codec;

/// <summary>Which pass: the talent's n-th.</summary>
/// <param name="TalentId">Eight base32 characters.</param>
/// <param name="Ordinal">Counted from 1.</param>
public readonly record struct PassRef(string TalentId, ushort Ordinal)
{
    private const int OrdinalCharacters = 4;

    /// <summary>The id staff and clients use: twelve base32 characters, the talent's id first.</summary>
    public string Id => TalentId + Base32.Encode(Ordinal, OrdinalCharacters);

    /// <summary>The row in the talent's shard.</summary>
    public string RowKey => StorageKey.Join(TalentId, "1", StorageKey.Number(Ordinal, 5));

    /// <summary>As a code id carries it.</summary>
    public CodeOrigin Origin => new(TalentId, Ordinal);

    /// <summary>Reads an id as people type it.</summary>
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
