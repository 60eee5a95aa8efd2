namespace TalentPass.Core;

/// <summary>
/// The result of an operation. Every expected result is one of the three cases below; an exception means a fault.
/// </summary>
/// <typeparam name="T">The answer of a successful operation.</typeparam>
public abstract record Outcome<T>
{
    private Outcome()
    {
    }

    /// <summary>The operation succeeded and created nothing new.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Replayed">True when this is the stored first answer for the same idempotency key.</param>
    public sealed record Done(T Value, bool Replayed = false) : Outcome<T>;

    /// <summary>The operation succeeded and created something.</summary>
    /// <param name="Value">The answer.</param>
    /// <param name="Replayed">True when this is the stored first answer for the same idempotency key.</param>
    public sealed record Created(T Value, bool Replayed = false) : Outcome<T>;

    /// <summary>The operation was refused and changed nothing.</summary>
    /// <param name="Reason">The reason, with a stable code.</param>
    public sealed record Refused(Refusal Reason) : Outcome<T>;

    /// <summary>The same result with the answer in another form. A refusal stays as it is.</summary>
    public Outcome<TTo> Map<TTo>(Func<T, TTo> to) => this switch
    {
        Done done => new Outcome<TTo>.Done(to(done.Value), done.Replayed),
        Created created => new Outcome<TTo>.Created(to(created.Value), created.Replayed),
        Refused refused => new Outcome<TTo>.Refused(refused.Reason),
        _ => throw new InvalidOperationException("An outcome is one of three."),
    };

    /// <summary>Lets an operation <c>return</c> its answer as its result.</summary>
    public static implicit operator Outcome<T>(T answer) => new Done(answer);

    /// <summary>Lets an operation <c>return</c> a refusal as its result.</summary>
    public static implicit operator Outcome<T>(Refusal reason) => new Refused(reason);
}

/// <summary>Why an operation was refused. The code is stable and published; the detail is a text for people.</summary>
/// <param name="Code">One of <see cref="RefusalCodes"/>, snake_case.</param>
/// <param name="Detail">One sentence about this case, without personal data; null when the code says enough.</param>
public sealed record Refusal(string Code, Bilingual? Detail = null)
{
    /// <summary>
    /// For <see cref="RefusalCodes.ValidationFailed"/>: JSON pointer (RFC 6901) into the body → the codes of its faults.
    /// </summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; init; }

    /// <summary>For <see cref="RefusalCodes.NotAllowedInState"/>: the actions that this caller may take instead.</summary>
    public IReadOnlyList<string>? AllowedActions { get; init; }

    /// <summary>For <see cref="RefusalCodes.NotEntitled"/>: every condition that is not met.</summary>
    public IReadOnlyList<UnmetCondition>? Conditions { get; init; }

    /// <summary>For <see cref="RefusalCodes.PointsUnchecked"/>: the points that are not ticked as met.</summary>
    public IReadOnlyList<OpenPoint>? Points { get; init; }

    /// <summary>For <see cref="RefusalCodes.AlreadyFiled"/>: the number of the earlier request.</summary>
    public string? Earlier { get; init; }

    /// <summary>For <see cref="RefusalCodes.BeforeWindow"/>: the first legal day on which the action is possible.</summary>
    public DateOnly? FirstDay { get; init; }

    /// <summary>For <see cref="RefusalCodes.TooManyRequests"/> and <see cref="RefusalCodes.UrgedAlready"/>: how long the caller should wait.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>For <see cref="RefusalCodes.NotBound"/>: the ticket with which the person binds.</summary>
    public string? Ticket { get; init; }

    /// <summary>For <see cref="RefusalCodes.NotBound"/>: until when the ticket is good.</summary>
    public DateTimeOffset? TicketExpiresAt { get; init; }

    /// <summary>For <see cref="RefusalCodes.BindingRefused"/>: how many tries are left today.</summary>
    public int? TriesLeft { get; init; }

    /// <summary>Makes the refusal for one invalid field.</summary>
    public static Refusal Invalid(string pointer, string code) =>
        new(RefusalCodes.ValidationFailed) { Errors = new Dictionary<string, string[]> { [pointer] = [code] } };
}

/// <summary>A condition of a service that is not met.</summary>
/// <param name="Kind">The kind: <c>status</c>, <c>nature</c>, <c>age</c>, <c>child</c>.</param>
/// <param name="Text">The condition in words.</param>
/// <param name="Why">Why it is not met.</param>
public sealed record UnmetCondition(string Kind, Bilingual Text, Bilingual Why);

/// <summary>A point of a request that an officer still has to check.</summary>
/// <param name="Point">The name of the point.</param>
/// <param name="Text">The point in words.</param>
public sealed record OpenPoint(string Point, Bilingual Text);
