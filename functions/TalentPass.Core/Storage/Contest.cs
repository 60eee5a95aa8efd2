namespace TalentPass.Core.Storage;

/// <summary>
/// Changes rows that others may change at the same time. An attempt reads the rows, composes a transaction and commits it. An
/// attempt is lost when somebody else committed first; it then returns null and is repeated.
/// </summary>
public static class Contest
{
    /// <summary>
    /// The most attempts. Each lost attempt means that one other writer succeeded, so 16 attempts are enough against 15 other
    /// writers of one row. Fewer than 15 writers compete in practice: a talent's phones, a desk, the office and the timers.
    /// 16 attempts also end before the client's timeout.
    /// </summary>
    public const int Attempts = 16;

    /// <summary>
    /// The refusal when every attempt was lost (<c>too_many_requests</c>). The request itself is correct; the client should
    /// retry after one second.
    /// </summary>
    public static Refusal Lost { get; } = new(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Repeats the attempt until it is not lost; returns null when every attempt was lost.</summary>
    public static Task<T?> TryAsync<T>(Func<Task<T?>> attempt)
        where T : class =>
        TryAsync(_ => attempt());

    /// <summary>Repeats the attempt until it is not lost; returns null when every attempt was lost.</summary>
    /// <param name="attempt">Gets the number of attempts that were lost before it.</param>
    public static async Task<T?> TryAsync<T>(Func<int, Task<T?>> attempt)
        where T : class
    {
        for (var lost = 0; lost < Attempts; lost++)
        {
            if (await attempt(lost) is { } outcome)
            {
                return outcome;
            }
        }

        return null;
    }

    /// <summary>Repeats the attempt until it is not lost; returns <see cref="Lost"/> when every attempt was lost.</summary>
    public static Task<Outcome<T>> RunAsync<T>(Func<Task<Outcome<T>?>> attempt) => RunAsync(_ => attempt());

    /// <summary>Repeats the attempt until it is not lost; returns <see cref="Lost"/> when every attempt was lost.</summary>
    /// <param name="attempt">Gets the number of attempts that were lost before it.</param>
    public static async Task<Outcome<T>> RunAsync<T>(Func<int, Task<Outcome<T>?>> attempt) => await TryAsync(attempt) ?? Lost;

    /// <summary>Repeats the attempt until it is not lost, for work without a client to answer.</summary>
    /// <param name="what">What the attempt changes, for the exception's message.</param>
    /// <param name="attempt">Reads, composes and commits; returns null when it was lost.</param>
    /// <exception cref="InvalidOperationException">Every attempt was lost.</exception>
    public static async Task<T> MustAsync<T>(string what, Func<Task<T?>> attempt)
        where T : class =>
        await TryAsync(attempt) ?? throw new InvalidOperationException($"Others were faster {Attempts} times: {what}.");
}
