namespace TalentPass.Core.Storage;

/// <summary>
/// Changes rows that others may change at the same time: read, compose, commit, and start again when somebody else committed
/// first. An attempt returns null when it was lost.
/// </summary>
public static class Contest
{
    /// <summary>
    /// The most attempts. Each lost attempt means that somebody else won, so sixteen are enough against fifteen rivals for one
    /// row. A talent's phones, a desk, the office and the timers are fewer, and sixteen still end before the client gives up.
    /// </summary>
    public const int Attempts = 16;

    /// <summary>The answer when every attempt was lost: nothing is wrong, and the client should try again in a second.</summary>
    public static Refusal Lost { get; } = new(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Repeats the attempt until it is not lost; returns null when every attempt was lost.</summary>
    public static async Task<T?> TryAsync<T>(Func<Task<T?>> attempt)
        where T : class
    {
        for (var count = 0; count < Attempts; count++)
        {
            if (await attempt() is { } outcome)
            {
                return outcome;
            }
        }

        return null;
    }

    /// <summary>Repeats the attempt until it is not lost; returns <see cref="Lost"/> when every attempt was lost.</summary>
    public static async Task<Outcome<T>> RunAsync<T>(Func<Task<Outcome<T>?>> attempt) => await TryAsync(attempt) ?? Lost;

    /// <summary>Repeats the attempt until it is not lost, for work without a client to answer.</summary>
    /// <param name="what">What was to be changed, for the message.</param>
    /// <param name="attempt">Reads, composes and commits.</param>
    /// <exception cref="InvalidOperationException">Every attempt was lost.</exception>
    public static async Task<T> MustAsync<T>(string what, Func<Task<T?>> attempt)
        where T : class =>
        await TryAsync(attempt) ?? throw new InvalidOperationException($"Others were faster {Attempts} times: {what}.");
}
