using System.Text.Json;
using System.Text.Json.Serialization;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Talents.Guests;

/// <summary>
/// Stores guests: table <c>Talents</c>, row <c>tid|g</c> in the guest's shard, sealed. The blind index of the document leads to the row
/// (<see cref="LookupKind.Guest"/>); it is another one than that of talents, so a guest who becomes a talent here is recorded as one. Only
/// this class knows these keys.
/// </summary>
/// <param name="table">The table of talents.</param>
/// <param name="lookup">Finds guests by document.</param>
/// <param name="sealer">Encrypts and decrypts personal fields.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Makes ids.</param>
/// <param name="time">The clock.</param>
public sealed class GuestStore(TalentsTable table, TalentLookup lookup, FieldSealer sealer, RowSeal seals, RandomSource random, TimeProvider time)
{
    private const string Sealed = "Sealed";
    private static readonly RowShape _shape = new("guest", Sealed, "At");

    /// <summary>The id of the guest with this document; null when there is none. One call.</summary>
    public Task<string?> FindIdAsync(Guest guest, CancellationToken cancel) => lookup.FindAsync(LookupKind.Guest, IdentityOf(guest), cancel);

    /// <summary>
    /// Records a guest, or finds the record of an earlier visit and keeps what is new in it. The index is written first and the record last:
    /// what a crash leaves is an index that leads to no record, and the next attempt goes on with its id. Two calls for a known guest; three
    /// for a new one or a change.
    /// </summary>
    /// <returns>The guest with its id; null when the index of the document is not trusted.</returns>
    public async Task<Guest?> RecordAsync(Guest guest, CancellationToken cancel)
    {
        var id = await FindIdAsync(guest, cancel);
        var known = id is null ? null : Read(await table.FindAsync(Shard.Of(id), Key(id), cancel));
        id ??= await lookup.ClaimAsync(LookupKind.Guest, IdentityOf(guest), random.Id(8), cancel);
        if (id is null)
        {
            return null;
        }

        var present = guest with { GuestId = id, Phone = guest.Phone ?? known?.Phone, ValidTo = guest.ValidTo ?? known?.ValidTo };
        if (known != present)
        {
            await table.CommitAsync(new Transaction(Shard.Of(id), OperationId.New(random)).Put(Row(present)), cancel);
        }

        return present;
    }

    /// <summary>The record of a guest; null when there is none. One call.</summary>
    public async Task<Guest?> FindAsync(string guestId, CancellationToken cancel) => Read(await table.FindAsync(Shard.Of(guestId), Key(guestId), cancel));

    private static string Key(string guestId) => StorageKey.Join(guestId, "g");

    private static string IdentityOf(Guest guest) => DocumentIndex.IdentityOf(guest.Document, guest.Country);

    private TableEntity Row(Guest guest)
    {
        var (document, key) = (guest.Document, Key(guest.GuestId));
        var body = new SealedGuest(
            SealedName.Of(guest.Name), new SealedDocument(document.Kind, document.Number, document.BirthDate, guest.Country, guest.ValidTo, null), guest.Phone?.Value);
        return seals.Seal(_shape, new TableEntity(Shard.Of(guest.GuestId), key)
        {
            [Sealed] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(body, GuestJson.Stored.SealedGuest), key),
            ["At"] = time.GetUtcNow(),
        });
    }

    private Guest? Read(TableEntity? guest) => seals.Read(_shape, guest, row =>
    {
        var body = JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Sealed), row.RowKey), GuestJson.Stored.SealedGuest)
            ?? throw new JsonException("An empty guest record.");
        return new Guest
        {
            GuestId = row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)],
            Name = body.Name.ToName(),
            Document = IdentityDocument.Recorded(body.Document.Kind, body.Document.Number, body.Document.BirthDate),
            Country = body.Document.Country,
            ValidTo = body.Document.ValidTo,
            Phone = body.Phone is { } phone ? PhoneNumber.Recorded(phone) : null,
        };
    });
}

/// <summary>The stored form of a guest, sealed.</summary>
internal sealed record SealedGuest(SealedName Name, SealedDocument Document, string? Phone);

/// <summary>The JSON format of guests in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SealedGuest))]
internal sealed partial class GuestJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static GuestJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
