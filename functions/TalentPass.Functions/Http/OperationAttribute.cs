using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>
/// Describes an HTTP trigger: the single source for authorisation, validation and the OpenAPI document.
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
    /// Who may call it; any one of the roles suffices. <see cref="Core.Roles.None"/> (the default) lets everyone in who is
    /// signed in. With <c>{department}</c> in the route, desk staff and supervisors are held to their own department.
    /// </summary>
    public Roles Roles { get; init; }

    /// <summary>True when no token is needed. A token that comes along and is valid still names the actor; a bad one is ignored.</summary>
    public bool Anonymous { get; init; }

    /// <summary>The JSON body's type, registered in a source-generated context; null when none is read.</summary>
    public Type? Body { get; init; }

    /// <summary>For <see cref="RawBody"/> operations: the media types taken instead of JSON.</summary>
    public string[] Accepts { get; init; } = [];

    /// <summary>The answer's type; <see cref="Nothing"/> for 204, <see cref="FileAnswer"/> for anything but JSON.</summary>
    public required Type Answer { get; init; }

    /// <summary>For <see cref="FileAnswer"/>: the media types answered with.</summary>
    public string[] Produces { get; init; } = [];

    /// <summary>The success statuses, first the usual one.</summary>
    public int[] Statuses { get; init; } = [200];

    /// <summary>The refusal codes beyond those that follow from the other properties (401, 403, 422, 429 …).</summary>
    public string[] Refusals { get; init; } = [];

    /// <summary>The largest body in bytes.</summary>
    public int MaxBodyBytes { get; init; } = 256 * 1024;

    /// <summary>True when <c>Idempotency-Key</c> is taken.</summary>
    public bool Idempotent { get; init; }

    /// <summary>True when <c>If-Match</c> is required.</summary>
    public bool IfMatch { get; init; }

    /// <summary>True when <c>If-Match</c> is heeded where it is sent.</summary>
    public bool MayMatch { get; init; }

    /// <summary>True when <c>limit</c> and <c>cursor</c> are taken.</summary>
    public bool Paged { get; init; }

    /// <summary>True when the answer may carry personal data: it gets <c>Cache-Control: no-store</c>. On unless switched off.</summary>
    public bool Personal { get; init; } = true;

    /// <summary>Whether everybody may read the answer and nobody is in it: it may be kept anywhere, and packed.</summary>
    public bool IsPublic => Anonymous && !Personal;

    /// <summary>For public answers: how long anyone may keep them, in seconds; 0 asks to revalidate each time.</summary>
    public int MaxAgeSeconds { get; init; }

    /// <summary>True when an outsider could guess with it: limited more strictly.</summary>
    public bool Guessable { get; init; }

    /// <summary>True for what is no part of the API: pages and the documents themselves.</summary>
    public bool Undocumented { get; init; }

    /// <summary>For <see cref="RawBody"/> operations: the body is checked by its headers and left for the operation to read from <see cref="Call.Http"/>.</summary>
    public bool Streamed { get; init; }

    /// <summary>True when the body is taken as bytes of one of <see cref="Accepts"/> instead of JSON.</summary>
    public bool RawBody => Accepts.Length > 0;
}
