using System.Text.Json.Serialization;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Talents.Records;

/// <summary>The stored form of a name, inside a sealed record.</summary>
/// <param name="Full">The whole name.</param>
/// <param name="Surname">The surname of a foreign document.</param>
/// <param name="Given">The given names of a foreign document.</param>
/// <param name="ChineseName">The Chinese name of a foreigner.</param>
public sealed record SealedName(string Full, string? Surname, string? Given, string? ChineseName)
{
    /// <summary>The stored form of this name.</summary>
    public static SealedName Of(PersonName name) => new(name.Full, name.Surname, name.Given, name.ChineseName);

    /// <summary>The name, as it was when it was stored.</summary>
    public PersonName ToName() => PersonName.Recorded(Full, Surname, Given, ChineseName);

    /// <summary>Returns no personal data, which the default text of a record would show.</summary>
    public override string ToString() => "name";
}

/// <summary>The personal data of a profile, stored sealed.</summary>
internal sealed record SealedPerson(SealedName Name, DateOnly BirthDate, string? Phone);

/// <summary>The stored form of a document, sealed.</summary>
internal sealed record SealedDocument(
    DocumentKind Kind, string Number, DateOnly? BirthDate, string? Country, DateOnly? ValidTo, DateTimeOffset? ReplacedAt);

/// <summary>The stored form of a family member, sealed.</summary>
internal sealed record SealedMember(
    FamilyRelation Relation, SealedName Name, DateOnly BirthDate, SealedDocument? Document, IReadOnlyList<string> Guardians);

/// <summary>The JSON format of talent records in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<TalentStatus>))]
[JsonSerializable(typeof(StatusRecord))]
[JsonSerializable(typeof(TalentReceipt))]
[JsonSerializable(typeof(SealedPerson))]
[JsonSerializable(typeof(SealedDocument))]
[JsonSerializable(typeof(SealedMember))]
internal sealed partial class TalentJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds the records.</summary>
    public static TalentJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
