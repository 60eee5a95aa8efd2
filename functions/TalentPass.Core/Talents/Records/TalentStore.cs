using System.Buffers;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads talents. Writes are transactions over <see cref="TalentRows"/>, made by the operations.</summary>
/// <param name="table">Their table.</param>
/// <param name="rows">What the rows are made of.</param>
public sealed class TalentStore(TalentsTable table, TalentRows rows)
{
    // 40 statuses, 20 family members and the documents of a life fit well.
    private const int MaxDetails = 1000;
    private static readonly SearchValues<char> _idCharacters = SearchValues.Create(Base32.Alphabet);

    /// <summary>Whether a text can be a talent's id at all: 8 base32 characters.</summary>
    public static bool IsId(string text) => text.Length == 8 && !text.AsSpan().ContainsAnyExcept(_idCharacters);

    /// <summary>The profile with its statuses, or null. One call; none for what cannot be an id.</summary>
    public async Task<Talent?> FindAsync(string talentId, CancellationToken cancel) =>
        IsId(talentId) && await table.FindAsync(Shard.Of(talentId), TalentRows.ProfileKey(talentId), cancel) is { } row ? rows.ReadProfile(row) : null;

    /// <summary>The talent with documents, family and status records, or null. Two calls, at once.</summary>
    public async Task<TalentDetails?> FindDetailsAsync(string talentId, CancellationToken cancel)
    {
        if (!IsId(talentId))
        {
            return null;
        }

        var details = table.ReadAsync(TalentRows.DetailsFilter(talentId), MaxDetails, cancel);
        var talent = await FindAsync(talentId, cancel);
        var found = (await details).Rows.ToLookup(row => row.RowKey[talentId.Length + 1]);
        return talent is null ? null : new TalentDetails(
            talent,
            [.. found['d'].Select(rows.ReadDocument).OrderBy(document => document.RecordedAt)],
            [.. found['f'].Select(rows.ReadFamily).OrderBy(member => member.BirthDate)],
            [.. found['s'].Select(rows.ReadStatus).OrderBy(record => record.RecordedAt)]);
    }
}
