using System.Text.Json.Serialization;

namespace TalentPass.Functions.Http;

/// <summary>An error answer (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type">A stable URN of the code.</param>
/// <param name="Title">What went wrong; the same text for every error with this code.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The stable code of the error.</param>
/// <param name="Detail">What went wrong this time, or what to do.</param>
/// <param name="TraceId">The id of the call in traces and logs.</param>
/// <param name="Errors">What is wrong in the body: codes by JSON pointer.</param>
/// <param name="AllowedActions">The actions that are possible instead.</param>
/// <param name="FirstDay">The first day on which the action is possible; with <c>before_window</c>.</param>
/// <param name="Conditions">Every condition that is not met.</param>
/// <param name="Points">The points that an officer has to tick first.</param>
/// <param name="Earlier">The number of the earlier request.</param>
/// <param name="Ticket">The ticket with which a WeChat user binds; with <c>not_bound</c>.</param>
/// <param name="TicketExpiresAt">Until when the ticket is good.</param>
/// <param name="TriesLeft">How many tries to bind are left today; with <c>binding_refused</c>.</param>
public sealed record Problem(
    string Type,
    string Title,
    int Status,
    string Code,
    string Detail,
    string TraceId,
    IReadOnlyDictionary<string, string[]>? Errors,
    IReadOnlyList<string>? AllowedActions,
    DateOnly? FirstDay = null,
    IReadOnlyList<ProblemCondition>? Conditions = null,
    IReadOnlyList<ProblemPoint>? Points = null,
    string? Earlier = null,
    string? Ticket = null,
    DateTimeOffset? TicketExpiresAt = null,
    int? TriesLeft = null)
{
    /// <summary>The media type of errors, without charset.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>The media type of errors with its charset, as it is sent.</summary>
    public const string ContentType = MediaType + "; charset=utf-8";
}

/// <summary>A condition of a service that is not met.</summary>
/// <param name="Kind">The kind: <c>status</c>, <c>nature</c>, <c>age</c>, <c>child</c>.</param>
/// <param name="Text">The condition.</param>
/// <param name="Why">Why it is not met.</param>
public sealed record ProblemCondition(string Kind, string Text, string Why);

/// <summary>A point of a request that an officer has to check.</summary>
/// <param name="Point">The name of the point, for the action <c>check</c>.</param>
/// <param name="Text">The point in words.</param>
public sealed record ProblemPoint(string Point, string Text);

/// <summary>The JSON metadata of this folder's types.</summary>
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(NoBody))]
internal sealed partial class HttpJson : JsonSerializerContext;
