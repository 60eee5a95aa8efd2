using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>
/// Makes and reads the rows of a talent in table <c>Talents</c>, in the talent's shard: <c>tid|0</c> profile, <c>tid|s|sid</c>
/// status, <c>tid|f|mid</c> family member, <c>tid|d|did</c> document. Only this class makes these keys. Personal fields are
/// encrypted and bound to their row. Every row is sealed as a whole (<see cref="RowSeal"/>); a row that is refused reads as null.
/// </summary>
/// <param name="sealer">Encrypts and decrypts personal fields.</param>
/// <param name="seals">Seals and checks the rows.</param>
public sealed class TalentRows(FieldSealer sealer, RowSeal seals)
{
    private const string Sealed = "Sealed";
    private static readonly RowShape _profile = new("talent", Sealed, "At", "Nature", "Statuses");
    private static readonly RowShape _document = new("document", Sealed, "At");
    private static readonly RowShape _family = new("family", Sealed, "At");
    private static readonly RowShape _status = new("status", Sealed, "At");

    /// <summary>The key of the profile.</summary>
    public static string ProfileKey(string talentId) => StorageKey.Join(talentId, "0");

    /// <summary>The key of a status.</summary>
    public static string StatusKey(string talentId, string statusId) => StorageKey.Join(talentId, "s", statusId);

    /// <summary>The filter for the documents, family members and statuses of a talent, which are in one key range.</summary>
    public static string DetailsFilter(string talentId) =>
        TableFilter.Range(Shard.Of(talentId), $"{talentId}|d|", TableFilter.Next($"{talentId}|s|"));

    /// <summary>Makes the row of a profile. When something in it changes, the whole row is merged again.</summary>
    public TableEntity Profile(Talent talent)
    {
        var person = new SealedPerson(SealedName.Of(talent.Name), talent.BirthDate, talent.Phone?.Value);
        var row = Row(talent.TalentId, ProfileKey(talent.TalentId), person, TalentJson.Stored.SealedPerson, talent.RecordedAt);
        row["Nature"] = talent.Nature;
        row["Statuses"] = TalentStatuses.Serialize(talent.Statuses);
        return seals.Seal(_profile, row);
    }

    /// <summary>Reads the row of a profile.</summary>
    public Talent? ReadProfile(TableEntity? profile) => seals.Read(_profile, profile, row =>
    {
        var person = Open(row, TalentJson.Stored.SealedPerson);
        return new Talent
        {
            TalentId = row.RowKey[..row.RowKey.IndexOf('|', StringComparison.Ordinal)],
            Name = person.Name.ToName(),
            Nature = row.GetString("Nature"),
            BirthDate = person.BirthDate,
            Phone = person.Phone is { } phone ? PhoneNumber.Recorded(phone) : null,
            Statuses = TalentStatuses.Deserialize(row.GetString("Statuses")),
            RecordedAt = row.GetDateTimeOffset("At")!.Value,
            Version = row.ETag,
        };
    });

    /// <summary>Makes the row of a document.</summary>
    public TableEntity Document(string talentId, TalentDocument document)
    {
        var stored = new SealedDocument(
            document.Document.Kind, document.Document.Number, document.Document.BirthDate, document.Country, document.ValidTo, document.ReplacedAt);
        return seals.Seal(_document, Row(talentId, StorageKey.Join(talentId, "d", document.DocumentId), stored, TalentJson.Stored.SealedDocument, document.RecordedAt));
    }

    /// <summary>Reads the row of a document.</summary>
    public TalentDocument? ReadDocument(TableEntity? document) => seals.Read(_document, document, row =>
    {
        var stored = Open(row, TalentJson.Stored.SealedDocument);
        return new TalentDocument
        {
            DocumentId = LastPart(row),
            Document = IdentityDocument.Recorded(stored.Kind, stored.Number, stored.BirthDate),
            Country = stored.Country,
            ValidTo = stored.ValidTo,
            RecordedAt = row.GetDateTimeOffset("At")!.Value,
            ReplacedAt = stored.ReplacedAt,
        };
    });

    /// <summary>Makes the row of a family member.</summary>
    public TableEntity Family(string talentId, FamilyMember member)
    {
        var document = member.Document is { } known
            ? new SealedDocument(known.Kind, known.Number, known.BirthDate, null, null, null) : null;
        var stored = new SealedMember(member.Relation, SealedName.Of(member.Name), member.BirthDate, document, member.Guardians);
        return seals.Seal(_family, Row(talentId, StorageKey.Join(talentId, "f", member.MemberId), stored, TalentJson.Stored.SealedMember, member.RecordedAt));
    }

    /// <summary>Reads the row of a family member.</summary>
    public FamilyMember? ReadFamily(TableEntity? member) => seals.Read(_family, member, row =>
    {
        var stored = Open(row, TalentJson.Stored.SealedMember);
        return new FamilyMember
        {
            MemberId = LastPart(row),
            Relation = stored.Relation,
            Name = stored.Name.ToName(),
            BirthDate = stored.BirthDate,
            Document = stored.Document is { } known ? IdentityDocument.Recorded(known.Kind, known.Number, known.BirthDate) : null,
            Guardians = stored.Guardians,
            RecordedAt = row.GetDateTimeOffset("At")!.Value,
        };
    });

    /// <summary>Makes the row of a status.</summary>
    public TableEntity Status(string talentId, StatusRecord record) =>
        seals.Seal(_status, Row(talentId, StatusKey(talentId, record.Status.StatusId), record, TalentJson.Stored.StatusRecord, record.RecordedAt));

    /// <summary>Reads the row of a status.</summary>
    public StatusRecord? ReadStatus(TableEntity? status) => seals.Read(_status, status, row => Open(row, TalentJson.Stored.StatusRecord));

    private static string LastPart(TableEntity row) => row.RowKey[(row.RowKey.LastIndexOf('|') + 1)..];

    private TableEntity Row<T>(string talentId, string key, T body, JsonTypeInfo<T> type, DateTimeOffset at) =>
        new(Shard.Of(talentId), key) { [Sealed] = sealer.Seal(JsonSerializer.SerializeToUtf8Bytes(body, type), key), ["At"] = at };

    private T Open<T>(TableEntity row, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(sealer.OpenBytes(row.GetBinary(Sealed), row.RowKey), type)
        ?? throw new JsonException("An empty talent record.");
}
