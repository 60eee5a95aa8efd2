using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Talents.Records;

/// <summary>The stored form of a name, inside a sealed record.</summary>
internal sealed record SealedName(string Full, string? Surname, string? Given, string? ChineseName);

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
    /// <summary>Writes Chinese text as it is, not as escapes that take six times the room.</summary>
    public static TalentJson AsWritten => field ??= new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
