using System.Text.Json;
using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;
using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Documents.Record;

/// <summary>
/// A result document (结果文书, 电子证照): what a department decided on a request, in words that never change. Only its revocation is
/// added later. All of it is stored sealed, since it names the person.
/// </summary>
public sealed record ResultDocument
{
    /// <summary>The number of the electronic certificate (GB/T 36904).</summary>
    public required string Number { get; init; }

    /// <summary>The number of the request (办件编号).</summary>
    public required string Request { get; init; }

    /// <summary>The kind.</summary>
    public required ResultKind Kind { get; init; }

    /// <summary>The id of the service.</summary>
    public required string Service { get; init; }

    /// <summary>The title of the service at the time of the decision.</summary>
    public required Bilingual ServiceTitle { get; init; }

    /// <summary>The id of the department that decided.</summary>
    public required string Department { get; init; }

    /// <summary>The official name of the department at the time of the decision.</summary>
    public required Bilingual DepartmentName { get; init; }

    /// <summary>The person's whole name.</summary>
    public required string Holder { get; init; }

    /// <summary>The person's masked name, for verifiers.</summary>
    public required string MaskedHolder { get; init; }

    /// <summary>When it was decided, whole seconds.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>The last legal day on which it counts; null when it has no end.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>The kind of the result in words, as the service declares it; null when it declares none.</summary>
    public Bilingual? Result { get; init; }

    /// <summary>The result in the officer's words; null when there are none.</summary>
    public string? Words { get; init; }

    /// <summary>The fields of the decision, in the order in which the service declares them.</summary>
    public IReadOnlyList<ResultField> Fields { get; init => field = value ?? []; } = [];

    /// <summary>The reasons of a decision against the applicant, in the officer's words (许可法 38).</summary>
    public string? Reason { get; init; }

    /// <summary>The authority that is responsible instead (许可法 32(2)).</summary>
    public string? RightAuthority { get; init; }

    /// <summary>The legal bases.</summary>
    public IReadOnlyList<Bilingual> Bases { get; init => field = value ?? []; } = [];

    /// <summary>What the applicant can do against the decision (许可法 38).</summary>
    public Bilingual? Remedy { get; init; }

    /// <summary>The index in the city's status lists.</summary>
    public required uint StatusIndex { get; init; }

    /// <summary>The signed code, as it was made together with the document.</summary>
    public required string Code { get; init; }

    /// <summary>The revocation, proposed or in force; null when there is none.</summary>
    public Revocation? Revocation { get; init; }

    /// <summary>The legal day of the decision.</summary>
    [JsonIgnore]
    public DateOnly IssuedOn => LegalDay.Of(IssuedAt);

    /// <summary>What the document counts for on a day.</summary>
    public ResultStatus On(DateOnly day) => ToFact().On(day);

    /// <summary>The document as its request's row holds it.</summary>
    public IssuedDocument ToFact() =>
        new(Number, Kind, IssuedOn, ValidTo, Revocation?.RevokedAt is { } at ? LegalDay.Of(at) : null);

    /// <summary>What the signed code says.</summary>
    public DocumentContents ToContents() => new(
        Number, Kind, Service, MaskedHolder, IssuedAt, ValidTo is { } last ? LegalDay.EndOf(last).AddSeconds(-1) : null, StatusIndex);

    /// <summary>The document as JSON in UTF-8. Storage seals these bytes.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, DocumentJson.Stored.ResultDocument);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a document.</exception>
    public static ResultDocument Deserialize(byte[] body) =>
        JsonSerializer.Deserialize(body, DocumentJson.Stored.ResultDocument) ?? throw new JsonException("An empty document.");

    /// <summary>Returns no personal data, which the default text of a record would show.</summary>
    public override string ToString() => $"document, {Kind}";
}

/// <summary>A field of a decision, in words.</summary>
/// <param name="Title">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record ResultField(Bilingual Title, Bilingual Value);

/// <summary>A revocation (撤销) of a document. It needs two accounts: one proposes it, another one confirms it.</summary>
/// <param name="Reason">Why, for the applicant.</param>
/// <param name="ProposedBy">The account that proposed it.</param>
/// <param name="ProposedAt">When it was proposed.</param>
/// <param name="ConfirmedBy">The account that confirmed it; null before.</param>
/// <param name="RevokedAt">From when on the document does not count; null before it is confirmed.</param>
public sealed record Revocation(
    string Reason, string ProposedBy, DateTimeOffset ProposedAt, string? ConfirmedBy = null, DateTimeOffset? RevokedAt = null);

/// <summary>The JSON format of documents in storage.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ResultDocument))]
internal sealed partial class DocumentJson : JsonSerializerContext
{
    /// <summary>The format in which storage holds documents.</summary>
    public static DocumentJson Stored => field ??= new(StoredJson.Of(Default.Options));
}
