using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Eligibility;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Requests.Record;

/// <summary>
/// Who the applicant was when the request was filed. It is stored sealed in the request's own row, so the officer who handles the
/// case sees the person without another read. All of it is personal data.
/// </summary>
/// <param name="Name">The name in all its forms.</param>
/// <param name="Nature">The nature's id; null for a guest.</param>
/// <param name="BirthDate">The birth date; null for a guest whose document does not say it.</param>
/// <param name="Phone">The phone in E.164; null when none is on record.</param>
/// <param name="Documents">The documents that were current, oldest first.</param>
/// <param name="Statuses">The statuses, oldest first; of a long history the newest <see cref="MostStatuses"/>.</param>
/// <param name="Family">The members of the family on record that the answers name.</param>
public sealed record PersonFact(
    SealedName Name,
    string? Nature,
    DateOnly? BirthDate,
    string? Phone,
    IReadOnlyList<DocumentFact> Documents,
    IReadOnlyList<TalentStatus> Statuses,
    IReadOnlyList<RelativeFact> Family)
{
    /// <summary>The most statuses and the most documents that a request holds.</summary>
    public const int MostStatuses = 20, MostDocuments = 5;

    /// <summary>Takes the person from the record, with the family that these answers name.</summary>
    /// <param name="details">The record.</param>
    /// <param name="service">The service.</param>
    /// <param name="answers">The answers to its form.</param>
    /// <param name="filed">The legal day of the filing.</param>
    public static PersonFact Of(TalentDetails details, ServiceItem service, JsonElement answers, DateOnly filed) => new(
        SealedName.Of(details.Talent.Name),
        details.Talent.Nature,
        details.Talent.BirthDate,
        details.Talent.Phone?.Value,
        [.. details.Documents.Where(each => each.ReplacedAt is null).TakeLast(MostDocuments).Select(DocumentFact.Of)],
        [.. details.Talent.Statuses.TakeLast(MostStatuses)],
        [.. details.Family.Where(member => RelationCheck.Names(service, answers, member, filed)).Select(RelativeFact.Of)]);

    /// <summary>Takes a guest from the document that the officer has read.</summary>
    public static PersonFact Of(Guest guest) => new(
        SealedName.Of(guest.Name), null, guest.Document.BirthDate, guest.Phone?.Value,
        [new DocumentFact(guest.Document.Kind, guest.Document.Number, guest.Country, guest.ValidTo)], [], []);

    /// <summary>The person as JSON in UTF-8. Storage seals these bytes.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, PersonJson.Stored.PersonFact);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static PersonFact Deserialize(byte[] body) =>
        JsonSerializer.Deserialize(body, PersonJson.Stored.PersonFact) ?? throw new JsonException("An empty person.");

    /// <summary>Returns no personal data, which the default text of a record would show.</summary>
    public override string ToString() => "person";
}

/// <summary>An identity document of the applicant.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Number">The number.</param>
/// <param name="Country">The country that issued a passport; null for other documents.</param>
/// <param name="ValidTo">The last day on which it is valid; null when unknown or without end.</param>
public sealed record DocumentFact(DocumentKind Kind, string Number, string? Country = null, DateOnly? ValidTo = null)
{
    /// <summary>Takes a document from the record.</summary>
    public static DocumentFact Of(TalentDocument document) =>
        new(document.Document.Kind, document.Document.Number, document.Country, document.ValidTo);
}

/// <summary>A member of the applicant's family on record.</summary>
/// <param name="Relation">The relation to the applicant.</param>
/// <param name="Name">The name.</param>
/// <param name="BirthDate">The birth date.</param>
/// <param name="Document">The document number; null when none is on record.</param>
public sealed record RelativeFact(FamilyRelation Relation, SealedName Name, DateOnly BirthDate, string? Document = null)
{
    /// <summary>Takes a member of the family from the record.</summary>
    public static RelativeFact Of(FamilyMember member) =>
        new(member.Relation, SealedName.Of(member.Name), member.BirthDate, member.Document?.Number);
}

/// <summary>The JSON format of the person in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(PersonFact))]
internal sealed partial class PersonJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the person.</summary>
    public static PersonJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
