using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Storage;

/// <summary>
/// Makes and reads the rows <c>tid|7|inverted ticks|id</c> in table <c>Talents</c>: who looked at a talent, newest first. The row of
/// a scan or a search is written in the transaction of the action itself; <see cref="DayLooks"/> and <see cref="AuditTrail"/> say what
/// holds for others. Only this class makes these keys.
/// </summary>
/// <param name="sealer">Seals the places.</param>
public sealed class LookRows(FieldSealer sealer)
{
    private const int ReaderBytes = 10;

    /// <summary>The prefix of the keys of a talent's looks.</summary>
    public static string Prefix(string talentId) => $"{talentId}|7|";

    /// <summary>
    /// Makes the row of a look that is one entry a reader, kind and day: its key follows from these, and it is sorted as the first of its
    /// day.
    /// </summary>
    public TableEntity DayRow(string talentId, Look entry)
    {
        var reader = SHA256.HashData(Encoding.UTF8.GetBytes($"{entry.Action}|{entry.Department}|{entry.Actor.Account}"));
        var row = Row(talentId, $"d{Base32.Encode(reader.AsSpan(0, ReaderBytes))}", entry with { At = LegalDay.StartOf(LegalDay.Of(entry.At)) });
        row["At"] = entry.At;
        return row;
    }

    /// <summary>Makes the row of a look.</summary>
    /// <param name="talentId">The talent whose data was looked at.</param>
    /// <param name="id">An id that is unique for this look.</param>
    /// <param name="entry">The look.</param>
    public TableEntity Row(string talentId, string id, Look entry)
    {
        var key = StorageKey.Join(talentId, "7", StorageKey.InvertedTime(entry.At), id);
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

    /// <summary>Returns the place of a look; null when the look has none.</summary>
    public string? PlaceOf(TableEntity row) => row.GetBinary("Place") is { } place ? sealer.Open(place, row.RowKey) : null;
}
