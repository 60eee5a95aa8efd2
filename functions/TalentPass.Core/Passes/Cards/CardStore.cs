using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Store;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Passes.Cards;

/// <summary>A printed card, as storage holds it.</summary>
/// <param name="Pass">The pass to which it belongs.</param>
/// <param name="CardId">The id of the card, eight base32 characters.</param>
/// <param name="Code">The text for the QR code.</param>
/// <param name="IssuedAt">When the code was made.</param>
/// <param name="Until">When the code expires.</param>
/// <param name="RevokedAt">When the card was revoked; else null.</param>
public sealed record CardRecord(PassRef Pass, string CardId, string Code, DateTimeOffset IssuedAt, DateTimeOffset Until, DateTimeOffset? RevokedAt);

/// <summary>
/// Stores printed cards: table <c>Talents</c>, row key <c>tid|1c|00001|id</c>. The rows are beside the pass, but outside the
/// range that a scan reads. The code is stored sealed, so that the card can be printed again.
/// </summary>
/// <param name="table">The table of the talents.</param>
/// <param name="sealer">Encrypts and decrypts codes and reasons.</param>
/// <param name="seals">Seals and checks the rows.</param>
public sealed class CardStore(TalentsTable table, FieldSealer sealer, RowSeal seals)
{
    private static readonly RowShape _shape = new("card", "IssuedAt", "Until", "RevokedAt", "Code");

    /// <summary>One card; null when there is none that is trusted. One storage call.</summary>
    public async Task<CardRecord?> FindAsync(PassRef pass, string cardId, CancellationToken cancel) =>
        cardId.Length == PassCard.IdCharacters && Base32.TryDecode(cardId, out var id)
        && await table.FindAsync(Shard.Of(pass.TalentId), Key(pass, Base32.Encode(id, PassCard.IdCharacters)), cancel) is { } row
            ? Read(row, pass)
            : null;

    /// <summary>Lists the cards of a pass, sorted by their random ids. One storage call.</summary>
    public async Task<Page<CardRecord>> ListAsync(PassRef pass, PageRequest page, CancellationToken cancel)
    {
        var prefix = $"{pass.TalentId}|1c|{StorageKey.Number(pass.Ordinal, 5)}|";
        var filter = TableFilter.After(Shard.Of(pass.TalentId), page.Cursor ?? prefix, TableFilter.Next(prefix));
        var rows = (await table.ReadAsync(filter, page.Limit + 1, cancel)).Rows;
        return Page.Of(rows, page, row => row.RowKey, row => Read(row, pass));
    }

    /// <summary>Makes the row of a new card.</summary>
    public TableEntity NewRow(CardRecord card)
    {
        var key = Key(card.Pass, card.CardId);
        return seals.Seal(_shape, new TableEntity(Shard.Of(card.Pass.TalentId), key)
        {
            ["IssuedAt"] = card.IssuedAt,
            ["Until"] = card.Until,
            ["RevokedAt"] = card.RevokedAt,
            ["Code"] = sealer.Seal(card.Code, $"{key}|code"),
        });
    }

    /// <summary>Makes the row for a revocation. The caller merges it into the card's row.</summary>
    public TableEntity Revocation(CardRecord card, DateTimeOffset at, string reason)
    {
        var row = NewRow(card with { RevokedAt = at });
        row["Reason"] = sealer.Seal(reason, $"{row.RowKey}|reason");
        return row;
    }

    private CardRecord? Read(TableEntity card, PassRef pass) => seals.Read(_shape, card, row => new CardRecord(
        pass,
        row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..],
        sealer.Open(row.GetBinary("Code"), $"{row.RowKey}|code"),
        row.GetDateTimeOffset("IssuedAt")!.Value,
        row.GetDateTimeOffset("Until")!.Value,
        row.GetDateTimeOffset("RevokedAt")));

    private static string Key(PassRef pass, string cardId) => StorageKey.Join(pass.TalentId, "1c", StorageKey.Number(pass.Ordinal, 5), cardId);
}
