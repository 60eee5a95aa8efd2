using System.Globalization;
using Azure.Data.Tables;

namespace TalentPass.Core.Storage;

/// <summary>
/// Rows <c>tid|7|inverted ticks|id</c> in table <c>Talents</c>: who looked at a talent, newest first. Each is written in the
/// transaction of the look itself, so that no look is without one. Owns these keys.
/// </summary>
/// <param name="sealer">Seals the places.</param>
public sealed class LookRows(FieldSealer sealer)
{
    /// <summary>The first key of a talent's looks; all of them start with it.</summary>
    public static string Prefix(string talentId) => $"{talentId}|7|";

    /// <summary>The row of a look.</summary>
    /// <param name="talentId">At whom.</param>
    /// <param name="id">Unique for this look.</param>
    /// <param name="entry">The look.</param>
    public TableEntity Row(string talentId, string id, Look entry)
    {
        var key = StorageKey.Join(talentId, "7", (long.MaxValue - entry.At.UtcTicks).ToString("d19", CultureInfo.InvariantCulture), id);
        return new TableEntity(Shard.Of(talentId), key)
        {
            ["At"] = entry.At,
            ["Action"] = entry.Action,
            ["Actor"] = entry.Actor.Account,
            ["Supervises"] = !entry.Actor.IsAny(Roles.Desk),
            ["Department"] = entry.Department,
            ["Place"] = entry.Place is null ? null : sealer.Seal(entry.Place, key),
            ["Offline"] = entry.Offline,
        };
    }

    /// <summary>The place of a look; null where it has none.</summary>
    public string? PlaceOf(TableEntity row) => row.GetBinary("Place") is { } place ? sealer.Open(place, row.RowKey) : null;
}
