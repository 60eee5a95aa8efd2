using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Describes an HTTP trigger. Authorisation, validation and the OpenAPI document all read this declaration.
/// </summary>
/// <param name="tag">The group in the document: the feature's folder in lower case.</param>
/// <param name="zh">What it does, in Chinese, one line.</param>
/// <param name="en">What it does, in English, one line.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OperationAttribute(string tag, string zh, string en) : Attribute
{
    /// <summary>The group in the document.</summary>
    public string Tag { get; } = tag;

    /// <summary>What it does, in Chinese.</summary>
    public string Zh { get; } = zh;

    /// <summary>What it does, in English.</summary>
    public string En { get; } = en;

    /// <summary>
    /// The roles that may call the operation; one of them is enough. <see cref="Core.Roles.None"/> (the default) allows
    /// everyone who is signed in, except scanners. If the route has <c>{department}</c>, desk staff may call only their own
    /// department, and supervisors too unless they have none.
    /// </summary>
    public Roles Roles { get; init; }

    /// <summary>True when no token is needed. A valid token still names the actor; a bad token is ignored.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The type of the JSON body, registered in a source-generated context; null when no body is read.</summary>
    public Type? Body { get; init; }

    /// <summary>
    /// The media types that are taken as bytes instead of JSON. If any is named, the operation has a <see cref="RawBody"/>.
    /// </summary>
    public string[] Accepts { get; init; } = [];

    /// <summary>
    /// The type of the answer; <see cref="Nothing"/> for 204, <see cref="FileAnswer"/> for an answer that is not JSON.
    /// </summary>
    public required Type Answer { get; init; }

    /// <summary>The media types of a <see cref="FileAnswer"/>.</summary>
    public string[] Produces { get; init; } = [];

    /// <summary>The statuses of success, the usual one first.</summary>
    public int[] Statuses { get; init; } = [200];

    /// <summary>The refusal codes, except those that follow from the other properties (401, 403, 422, 429 …).</summary>
    public string[] Refusals { get; init; } = [];

    /// <summary>The largest body in bytes; 256 KiB by default.</summary>
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary>True when the operation takes <c>Idempotency-Key</c>.</summary>
    public bool Idempotent { get; init; }

    /// <summary>True when <c>If-Match</c> is required.</summary>
    public bool IfMatch { get; init; }

    /// <summary>True when <c>If-Match</c> is optional: it is checked when the caller sends it.</summary>
    public bool MayMatch { get; init; }

    /// <summary>True when the operation takes <c>limit</c> and <c>cursor</c>.</summary>
    public bool Paged { get; init; }

    /// <summary>
    /// True (the default) when the answer may hold personal data. It is then sent with <c>Cache-Control: no-store</c>.
    /// </summary>
    public bool Personal { get; init; } = true;

    /// <summary>
    /// Whether everybody may read the answer and it holds no personal data. Such an answer may be cached anywhere and is
    /// compressed.
    /// </summary>
    public bool IsPublic => Anonymous && !Personal;

    /// <summary>
    /// For answers without personal data: how many seconds caches may keep them. With 0 they revalidate each time.
    /// </summary>
    public int MaxAgeSeconds { get; init; }

    /// <summary>
    /// True when an outsider could guess a secret with the operation. <c>RateLimits:GuessesPerMinute</c> then limits it
    /// too.
    /// </summary>
    public bool Guessable { get; init; }

    /// <summary>
    /// True when the operation answers also before the start steps are done, because it needs no storage: health, pages, documents.
    /// </summary>
    public bool NeedsNoStorage { get; init; }

    /// <summary>
    /// How many calls the operation counts as in the rate limits: 1 by default, more if it costs far more than most. A list
    /// of them is in the folder's README.
    /// </summary>
    public int Weight { get; init; } = 1;

    /// <summary>
    /// True for a health probe. Probes have rate limits of their own and are answered even when the instance is overloaded;
    /// a token is not looked at.
    /// </summary>
    public bool Probe { get; init; }

    /// <summary>True for a trigger that is not part of the API, such as pages and the documents themselves.</summary>
    public bool Undocumented { get; init; }

    /// <summary>
    /// For <see cref="RawBody"/> operations: true when only the body's headers are checked and the operation reads the body
    /// from <see cref="Call.Http"/>.
    /// </summary>
    public bool Streamed { get; init; }

    /// <summary>Whether the body is taken as bytes of one of <see cref="Accepts"/> instead of JSON.</summary>
    public bool RawBody => Accepts.Length > 0;
}
