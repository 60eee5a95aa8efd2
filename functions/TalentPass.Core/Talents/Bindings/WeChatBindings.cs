using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Talents.Bindings;

/// <summary>A talent's WeChat user (微信绑定).</summary>
/// <param name="OpenId">The openid of the city's mini-program. Personal data: never log it.</param>
/// <param name="BoundAt">When it was bound.</param>
public sealed record WeChatBinding(string OpenId, DateTimeOffset BoundAt)
{
    /// <summary>Returns no personal data.</summary>
    public override string ToString() => "binding";
}

/// <summary>
/// Which WeChat user belongs to which talent. Row <c>tid|w</c> in the talent's shard decides; a row of table <c>Lookup</c> leads from
/// the openid to the talent and may be stale.
/// </summary>
/// <param name="table">The table of talents.</param>
/// <param name="lookup">Leads from the openid to the talent.</param>
/// <param name="sealer">Encrypts the openid.</param>
/// <param name="seals">Seals the rows.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
public sealed class WeChatBindings(TalentsTable table, TalentLookup lookup, FieldSealer sealer, RowSeal seals, RandomSource random, TimeProvider time)
{
    private const string Sealed = "Sealed";
    private static readonly RowShape _shape = new("wechat", Sealed, "At");

    /// <summary>The binding of a talent; null when there is none that is trusted. One storage call.</summary>
    public async Task<WeChatBinding?> FindAsync(string talentId, CancellationToken cancel) =>
        Read(await table.FindAsync(Shard.Of(talentId), Key(talentId), cancel));

    /// <summary>The talent to whom a WeChat user is bound; null when there is none. Two storage calls.</summary>
    public async Task<string?> TalentOfAsync(string openId, CancellationToken cancel) =>
        await lookup.FindAsync(LookupKind.WeChat, openId, cancel) is { } talentId && (await FindAsync(talentId, cancel))?.OpenId == openId ? talentId : null;

    /// <summary>
    /// Binds a WeChat user to a talent; a WeChat user whom the talent had before is no longer bound. Three storage calls, and more when
    /// either was bound before.
    /// </summary>
    /// <param name="talentId">The talent.</param>
    /// <param name="openId">The WeChat user.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="also">Adds further rows to the transaction that binds.</param>
    /// <returns>False when the WeChat user is bound to another talent, or nothing was written.</returns>
    public async Task<bool> BindAsync(string talentId, string openId, CancellationToken cancel, Action<Transaction>? also = null)
    {
        var owner = await lookup.ClaimAsync(LookupKind.WeChat, openId, talentId, cancel);
        if (owner is not null && owner != talentId && (await FindAsync(owner, cancel))?.OpenId != openId)
        {
            owner = await lookup.TakeOverAsync(LookupKind.WeChat, openId, owner, talentId, cancel);
        }

        if (owner != talentId)
        {
            return false;
        }

        var (now, shard) = (time.GetUtcNow(), Shard.Of(talentId));
        var row = new TableEntity(shard, Key(talentId)) { [Sealed] = sealer.Seal(openId, Key(talentId)), ["At"] = now };
        var transaction = new Transaction(shard, OperationId.New(random)).Put(seals.Seal(_shape, row)).Add(Entry(talentId, now, "wechat.bind"));
        also?.Invoke(transaction);
        return await table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    /// <summary>Ends the binding of a talent. Two storage calls.</summary>
    /// <param name="talentId">The talent.</param>
    /// <param name="cancel">Stops it.</param>
    /// <param name="also">Adds further rows to the transaction.</param>
    /// <returns>False when there was none.</returns>
    public async Task<bool> UnbindAsync(string talentId, CancellationToken cancel, Action<Transaction>? also = null)
    {
        var shard = Shard.Of(talentId);
        if (await table.FindAsync(shard, Key(talentId), cancel) is not { } row)
        {
            return false;
        }

        var transaction = new Transaction(shard, OperationId.New(random)).Delete(row.RowKey, row.ETag).Add(Entry(talentId, time.GetUtcNow(), "wechat.unbind"));
        also?.Invoke(transaction);
        return await table.CommitAsync(transaction, cancel) is Commit.Written;
    }

    private static string Key(string talentId) => StorageKey.Join(talentId, "w");

    private TableEntity Entry(string talentId, DateTimeOffset at, string action) =>
        Feed.Row(Shard.Of(talentId), at, $"{talentId}-{random.Id(8)}", 1, action, new Actor($"talent-{talentId}", "", Roles.Talent, null, talentId), talentId);

    private WeChatBinding? Read(TableEntity? binding) => seals.Read(_shape, binding, row =>
        new WeChatBinding(sealer.Open(row.GetBinary(Sealed), row.RowKey), row.GetDateTimeOffset("At")!.Value));
}
