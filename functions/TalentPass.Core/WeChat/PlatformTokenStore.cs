using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.WeChat;

/// <summary>The platform's access token (接口调用凭据).</summary>
/// <param name="Value">The token, at most 512 characters. It is a secret.</param>
/// <param name="ExpiresAt">When WeChat stops to accept it.</param>
public sealed record PlatformToken(string Value, DateTimeOffset ExpiresAt)
{
    /// <summary>Returns no part of the token.</summary>
    public override string ToString() => "platform token";
}

/// <summary>
/// Stores the access token that all instances share: table <c>Leases</c>, partition <c>wechat</c>, a row for each account. The token is
/// encrypted and the row is sealed. Only this class knows these keys.
/// </summary>
public sealed class PlatformTokenStore(StorageClients clients, FieldSealer sealer, RowSeal seals, RandomSource random)
{
    private const string Partition = "wechat";
    private const string Sealed = "Sealed";
    private const string ExpiresAt = "ExpiresAt";
    private static readonly RowShape _shape = new("wechat-token", Sealed, ExpiresAt);
    private readonly Table _table = clients.Table(StorageLayout.Leases);

    /// <summary>Reads the shared token; null when there is none. One call.</summary>
    public async Task<PlatformToken?> FindAsync(WeChatAccount account, CancellationToken cancel) => seals.Read(
        _shape,
        await _table.FindAsync(Partition, Key(account), cancel),
        row => new PlatformToken(sealer.Open(row.GetBinary(Sealed), Place(account)), row.GetDateTimeOffset(ExpiresAt)!.Value));

    /// <summary>Shares a token that was just fetched. One call.</summary>
    public async Task PutAsync(WeChatAccount account, PlatformToken token, CancellationToken cancel)
    {
        var row = new TableEntity(Partition, Key(account)) { [Sealed] = sealer.Seal(token.Value, Place(account)), [ExpiresAt] = token.ExpiresAt };
        await _table.CommitAsync(new Transaction(Partition, OperationId.New(random)).Put(seals.Seal(_shape, row)), cancel);
    }

    private static string Key(WeChatAccount account) => StorageKey.Join("token", account.AppId.ToLowerInvariant());

    private static string Place(WeChatAccount account) => $"{Partition}|{Key(account)}";
}
