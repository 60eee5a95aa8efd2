namespace TalentPass.Core;

/// <summary>
/// What an operation came to. Expected endings are values of this closed set; exceptions mean faults.
/// </summary>
/// <typeparam name="T">What a successful operation answers with.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>The operation held; nothing new came into being.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Replayed">True when this is the stored first answer to the same idempotency key.</param>
    public sealed record Done(T Value, bool Replayed = false) : Outcome<T>;

    /// <summary>The operation brought something into being.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Replayed">True when this is the stored first answer to the same idempotency key.</param>
    public sealed record Created(T Value, bool Replayed = false) : Outcome<T>;

    /// <summary>The operation was refused and changed nothing.</summary>
    /// <param name="Reason">Why, with a stable code.</param>
    public sealed record Refused(Refusal Reason) : Outcome<T>;

    /// <summary>The same ending with the answer in another form; a refusal stays as it is.</summary>
    public Outcome<TTo> Map<TTo>(Func<T, TTo> to) => this switch
    {
        Done done => new Outcome<TTo>.Done(to(done.Value), done.Replayed),
        Created created => new Outcome<TTo>.Created(to(created.Value), created.Replayed),
        Refused refused => new Outcome<TTo>.Refused(refused.Reason),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };

    /// <summary>Lets an operation <c>return</c> its answer as its outcome.</summary>
    public static implicit operator Outcome<T>(T answer) => new Done(answer);

    /// <summary>Lets an operation <c>return</c> a refusal as its outcome.</summary>
    public static implicit operator Outcome<T>(Refusal reason) => new Refused(reason);
}

/// <summary>Why an operation was refused. The code is stable and published; the detail is for people.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>, snake_case.</param>
/// <param name="Detail">One sentence about this case, without personal data; null where the code says it all.</param>
public sealed record Refusal(string Code, Bilingual? Detail = null)
{
    /// <summary>For <see cref="RefusalCodes.ValidationFailed"/>: JSON pointer (RFC 6901) into the body → codes.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For <see cref="RefusalCodes.NotAllowedInState"/>: the actions this caller could take instead.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    /// <summary>For <see cref="RefusalCodes.TooManyRequests"/>: how long to wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>A failed validation of one field.</summary>
    public static Refusal Invalid(string pointer, string code) =>
        new(RefusalCodes.ValidationFailed) { Errors = new Dictionary<string, string[]> { [pointer] = [code] } };
}
