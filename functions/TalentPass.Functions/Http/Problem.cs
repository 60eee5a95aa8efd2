using System.Text.Json.Serialization;

namespace TalentPass.Functions.Http;

/// <summary>An error as the contract has it (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type">A stable URN of the code.</param>
/// <param name="Title">What went wrong, the same for every case of the code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Detail">What went wrong this time.</param>
/// <param name="TraceId">Leads to the traces and logs of the call.</param>
/// <param name="Errors">JSON pointer into the body → codes.</param>
/// <param name="AllowedActions">What could be done instead.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    string TraceId,
    IReadOnlyDictionary<string, string[]>? Errors,
    IReadOnlyList<string>? AllowedActions)
{
    /// <summary>The media type of errors.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The media type with its charset, as answered.</summary>
    public const string ContentType = MediaType + "; charset=utf-8";
}

/// <summary>The types of this folder on the wire.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NoBody))]
internal sealed partial class HttpJson : JsonSerializerContext;
