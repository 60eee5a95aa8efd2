using Microsoft.AspNetCore.Http;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>An admitted call: it has been authenticated, authorised, read and validated.</summary>
public class Call
{
    /// <summary>The actor of a call without a token.</summary>
    public static Actor Anyone { get; } = new("anyone", "", Roles.None, null, null);

    /// <summary>Who calls; <see cref="Anyone"/> for a call without a token.</summary>
    public required Actor Actor { get; init; }

    /// <summary>The HTTP request, for anything that the other members do not cover.</summary>
    public required HttpRequest Http { get; init; }

    /// <summary>The query parameters the operation declares.</summary>
    public required QueryValues Query { get; init; }

    /// <summary>The part of the list that the caller wants, for <see cref="OperationAttribute.Paged"/>.</summary>
    public PageRequest Page { get; init; } = PageRequest.First;

    /// <summary>The idempotency key, for <see cref="OperationAttribute.Idempotent"/>; null when the client sent none.</summary>
    public IdempotentCall? Idempotent { get; init; }

    /// <summary>The version that the caller last read, for <see cref="OperationAttribute.IfMatch"/>.</summary>
    /// <exception cref="InvalidOperationException">The operation does not declare it.</exception>
    public Precondition Precondition => OptionalPrecondition ?? throw new InvalidOperationException("Declare IfMatch on the operation.");

    /// <summary>
    /// The version that the caller last read, for <see cref="OperationAttribute.MayMatch"/>; null when the caller names
    /// none.
    /// </summary>
    public Precondition? OptionalPrecondition { get; init; }

    /// <summary>Whether the caller wants English texts (<c>Accept-Language</c>).</summary>
    public bool English { get; init; }

    /// <summary>
    /// The bytes of a <see cref="OperationAttribute.RawBody"/>; empty for a <see cref="OperationAttribute.Streamed"/> one.
    /// </summary>
    public ReadOnlyMemory<byte> RawBody { get; init; }

    internal object? Json { get; init; }
}

/// <summary>An admitted call with a JSON body.</summary>
/// <param name="call">The call as admitted.</param>
public readonly struct Call<TBody>(Call call)
{
    /// <inheritdoc cref="Call.Actor" />
    public Actor Actor => call.Actor;

    /// <summary>The body. Its shape is valid; the operation checks what the values mean.</summary>
    public TBody Body => (TBody)call.Json!;

    /// <inheritdoc cref="Call.Idempotent" />
    public IdempotentCall? Idempotent => call.Idempotent;

    /// <inheritdoc cref="Call.Precondition" />
    public Precondition Precondition => call.Precondition;

    /// <inheritdoc cref="Call.OptionalPrecondition" />
    public Precondition? OptionalPrecondition => call.OptionalPrecondition;

    /// <inheritdoc cref="Call.English" />
    public bool English => call.English;
}
