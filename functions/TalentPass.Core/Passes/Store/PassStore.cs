using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Passes.Store;

/// <summary>
/// Reads and makes the rows of passes: table <c>Talents</c>, row key <c>tid|1|00001</c>. Only this class knows these keys and
/// properties. Personal fields are encrypted and bound to their row. Every row is sealed as a whole (<see cref="RowSeal"/>), so
/// each change writes everything that the seal covers. A row that is refused is no pass.
/// </summary>
/// <param name="table">The table of the talents.</param>
/// <param name="sealer">Encrypts and decrypts the personal fields.</param>
/// <param name="seals">Seals and checks the rows.</param>
public sealed class PassStore(TalentsTable table, FieldSealer sealer, RowSeal seals)
{
    private const string Sealed = "Sealed";
    private const string History = "History";
    private const string Devices = "Devices";
    private const string Cards = "Cards";
    private const int Part = 1000;
    private static readonly RowShape _shape = new(
        "pass", "State", "IssuedAt", PassStatuses.Property, "Nature", Sealed, "StatusIndex", History, Devices, Cards);

    /// <summary>The properties from which a pass is read, keys included.</summary>
    internal static IReadOnlyList<string> Columns => _shape.Columns;

    /// <summary>
    /// The rows of a talent's newest passes, oldest first. One storage call, and one more for every 1,000 passes.
    /// </summary>
    public static async Task<IReadOnlyList<TableEntity>> NewestRowsAsync(TalentsTable table, string talentId, int most, CancellationToken cancel)
    {
        var (shard, first, newest) = (Shard.Of(talentId), $"{talentId}|1|", (IReadOnlyList<TableEntity>)[]);
        for (var after = first; ;)
        {
            var rows = (await table.ReadAsync(TableFilter.After(shard, after, TableFilter.Next(first)), Part, cancel)).Rows;
            newest = [.. newest.Concat(rows).TakeLast(most)];
            if (rows.Count < Part)
            {
                return newest;
            }

            after = rows[^1].RowKey;
        }
    }

    /// <summary>
    /// The talent's newest pass in any state; null when there is none that is trusted. One storage call, and one more for every
    /// 1,000 passes.
    /// </summary>
    public async Task<Pass?> FindNewestAsync(string talentId, CancellationToken cancel) =>
        (await FindLastAsync(talentId, cancel)).Pass;

    /// <summary>
    /// Whether the talent has a pass, and the newest one; it is null when its row is not trusted. One storage call, and one more
    /// for every 1,000 passes.
    /// </summary>
    public async Task<(bool IsThere, Pass? Pass)> FindLastAsync(string talentId, CancellationToken cancel) =>
        await NewestRowsAsync(table, talentId, 1, cancel) is [var row] ? (true, Read(row)) : (false, null);

    /// <summary>One pass; null when there is none that is trusted. One storage call.</summary>
    public async Task<Pass?> FindAsync(PassRef pass, CancellationToken cancel) =>
        (await LookAsync(pass, cancel)).Pass;

    /// <summary>Whether a pass is there, and the pass; it is null when its row is not trusted. One storage call.</summary>
    public async Task<(bool IsThere, Pass? Pass)> LookAsync(PassRef pass, CancellationToken cancel) =>
        await table.FindAsync(Shard.Of(pass.TalentId), pass.RowKey, cancel) is { } row ? (true, Read(row)) : (false, null);

    /// <summary>Makes the row of a new pass.</summary>
    public TableEntity NewRow(Pass pass) => Row(pass);

    /// <summary>Makes the row for a change of the state. The caller merges it into the pass's row.</summary>
    /// <param name="pass">The pass in its new state.</param>
    /// <param name="at">When it changes.</param>
    /// <param name="reason">The reason, stored sealed. Null does not change the stored reason.</param>
    public TableEntity StateChange(Pass pass, DateTimeOffset at, string? reason)
    {
        var row = Row(pass with { History = pass.History.With(pass.State, at) });
        row["ChangedAt"] = at;
        if (reason is not null)
        {
            row["Reason"] = sealer.Seal(reason, $"{pass.Ref.RowKey}|reason");
        }

        return row;
    }

    /// <summary>Makes the row for a change of the talent's statuses. The caller merges it into the pass's row.</summary>
    public TableEntity StatusesChange(Pass pass, IReadOnlyList<TalentStatus> statuses) => Row(pass with { Statuses = statuses });

    /// <summary>Makes the row for a change of the bound keys. The caller merges it into the pass's row.</summary>
    public TableEntity DevicesChange(Pass pass, IEnumerable<BoundDevice> devices) => Row(pass with { Devices = [.. devices] });

    /// <summary>Makes the row for a change of the printed cards. The caller merges it into the pass's row.</summary>
    public TableEntity CardsChange(Pass pass, IEnumerable<PassCard> cards) => Row(pass with { Cards = [.. cards] });

    /// <summary>Reads a pass from its row; null when the row is not trusted.</summary>
    public Pass? Read(TableEntity? pass) => seals.Read(_shape, pass, row =>
    {
        var holder = JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Sealed), row.RowKey), PassRowJson.Stored.SealedHolder)
            ?? throw new JsonException("An empty pass record.");
        return new Pass
        {
            Ref = RefOf(row.RowKey),
            State = Enum.Parse<PassState>(row.GetString("State"), ignoreCase: true),
            IssuedAt = row.GetDateTimeOffset("IssuedAt")!.Value,
            Statuses = TalentStatuses.Deserialize(row.GetString(PassStatuses.Property)),
            Nature = row.GetString("Nature"),
            DisplayName = holder.DisplayName,
            BirthDate = holder.BirthDate,
            StatusIndex = checked((uint)row.GetInt64("StatusIndex")!.Value),
            History = PassHistory.Deserialize(row.GetString(History)),
            Devices = BoundDevice.Deserialize(row.GetString(Devices)),
            Cards = PassCard.Deserialize(row.GetString(Cards)),
            Version = row.ETag,
        };
    });

    // A text that is empty is written too: a merge does not remove a property.
    private TableEntity Row(Pass pass) => seals.Seal(_shape, new TableEntity(Shard.Of(pass.Ref.TalentId), pass.Ref.RowKey)
    {
        ["State"] = Name(pass.State),
        ["IssuedAt"] = pass.IssuedAt,
        [PassStatuses.Property] = TalentStatuses.Serialize(pass.Statuses),
        ["Nature"] = pass.Nature,
        [Sealed] = sealer.Seal(
            JsonSerializer.SerializeToUtf8Bytes(new SealedHolder(pass.DisplayName, pass.BirthDate), PassRowJson.Stored.SealedHolder), pass.Ref.RowKey),
        ["StatusIndex"] = (long)pass.StatusIndex,
        [History] = pass.History.Serialize(),
        [Devices] = BoundDevice.Serialize(pass.Devices),
        [Cards] = PassCard.Serialize(pass.Cards),
    });

    private static PassRef RefOf(string rowKey)
    {
        var parts = rowKey.Split('|');
        return new PassRef(parts[0], ushort.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Name(PassState state) => state.ToString().ToLowerInvariant();
}

/// <summary>The personal fields of a pass row, which are sealed.</summary>
internal sealed record SealedHolder(string DisplayName, DateOnly? BirthDate);

[JsonSerializable(typeof(SealedHolder))]
internal sealed partial class PassRowJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static PassRowJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
