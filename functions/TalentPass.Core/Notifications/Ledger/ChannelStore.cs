using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Notifications.Ledger;

/// <summary>A person's choice of channels, and the version of its row.</summary>
/// <param name="Choice">The choice; an empty one where there is no row.</param>
/// <param name="Version">The version of the row; null when there is none.</param>
public sealed record StoredChoice(ChannelChoice Choice, ETag? Version);

/// <summary>Row <c>tid|8</c> in the talent's shard: on which channels a person is told, sealed. Only this class makes this key.</summary>
/// <param name="table">The table of talents.</param>
/// <param name="sealer">Encrypts the choice.</param>
/// <param name="seals">Seals the row.</param>
public sealed class ChannelStore(TalentsTable table, FieldSealer sealer, RowSeal seals)
{
    private const string Sealed = "Sealed";
    private static readonly RowShape _shape = new("channels", Sealed);

    /// <summary>Reads the choice. One storage call.</summary>
    public async Task<StoredChoice> FindAsync(string talentId, CancellationToken cancel)
    {
        var row = await table.FindAsync(Shard.Of(talentId), Key(talentId), cancel);
        return row is null ? new StoredChoice(new ChannelChoice(), null)
            : new StoredChoice(seals.Read(_shape, row, Read) ?? new ChannelChoice(), row.ETag);
    }

    /// <summary>Adds the changed choice to a transaction, which is lost when somebody else changed it.</summary>
    public void Put(Transaction transaction, string talentId, StoredChoice before, ChannelChoice after)
    {
        var row = new TableEntity(transaction.Partition, Key(talentId))
        {
            [Sealed] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(after, NoticeJson.Stored.ChannelChoice), Key(talentId)),
        };
        seals.Seal(_shape, row);
        _ = before.Version is { } version ? transaction.Replace(row, version) : transaction.Add(row);
    }

    /// <summary>The row key of a person's choice.</summary>
    public static string Key(string talentId) => StorageKey.Join(talentId, "8");

    private ChannelChoice Read(TableEntity row) =>
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Sealed), row.RowKey), NoticeJson.Stored.ChannelChoice) ?? new ChannelChoice();
}
