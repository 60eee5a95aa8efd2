using System.Buffers;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>Reads talents. Operations that write talents compose their own transactions with <see cref="TalentRows"/>.</summary>
/// <param name="table">The table of talents.</param>
/// <param name="rows">Reads the rows.</param>
public sealed class TalentStore(TalentsTable table, TalentRows rows)
{
    private static readonly SearchValues<char> _idCharacters = SearchValues.Create(Base32.Alphabet);

    /// <summary>Whether a text has the form of a talent id: 8 base32 characters.</summary>
    public static bool IsId(string text) => text.Length == 8 && !text.AsSpan().ContainsAnyExcept(_idCharacters);

    /// <summary>
    /// Returns the profile with its statuses; null when there is none that is trusted. One storage call; none when the text does
    /// not have the form of an id.
    /// </summary>
    public async Task<Talent?> FindAsync(string talentId, CancellationToken cancel) =>
        IsId(talentId) ? rows.ReadProfile(await table.FindAsync(Shard.Of(talentId), TalentRows.ProfileKey(talentId), cancel)) : null;

    /// <summary>Returns the talent with documents, family and status records, or null. Two storage calls in parallel.</summary>
    public async Task<TalentDetails?> FindDetailsAsync(string talentId, CancellationToken cancel)
    {
        if (!IsId(talentId))
        {
            return null;
        }

        var details = table.ReadAllAsync(TalentRows.DetailsFilter(talentId), cancel);
        var talent = await FindAsync(talentId, cancel);
        var found = (await details).ToLookup(row => row.RowKey[talentId.Length + 1]);
        return talent is null ? null : new TalentDetails(
            talent,
            [.. found['d'].Select(rows.ReadDocument).OfType<TalentDocument>().OrderBy(document => document.RecordedAt)],
            [.. found['f'].Select(rows.ReadFamily).OfType<FamilyMember>().OrderBy(member => member.BirthDate)],
            [.. found['s'].Select(rows.ReadStatus).OfType<StatusRecord>().OrderBy(record => record.RecordedAt)]);
    }
}
