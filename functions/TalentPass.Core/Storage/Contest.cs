namespace TalentPass.Core.Storage;

/// <summary>
/// Changes what others may change at the same moment: read, compose, commit, and when somebody was faster, again. An attempt
/// answers null when it was lost.
/// </summary>
public static class Contest
{
    /// <summary>
    /// How often. An attempt is only lost to somebody who won, so sixteen outlast fifteen rivals for one row: more than a
    /// talent's phones, a desk, the office and the timers make at one moment, and few enough to answer in good time.
    /// </summary>
    public const int Attempts = 16;

    /// <summary>How people are told that others were faster every time: nothing is wrong, the next try is likely to do.</summary>
    public static Refusal Lost { get; } = new(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>Attempts until one is not lost; null when all were.</summary>
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

    /// <summary>Attempts until one is not lost; <see cref="Lost"/> when all were.</summary>
    public static async Task<Outcome<T>> RunAsync<T>(Func<Task<Outcome<T>?>> attempt) => await TryAsync(attempt) ?? Lost;

    /// <summary>Attempts until one is not lost, where nobody could be told.</summary>
    /// <param name="what">What was to be changed.</param>
    /// <param name="attempt">Reads, composes and commits.</param>
    /// <exception cref="InvalidOperationException">All attempts were lost.</exception>
    public static async Task<T> MustAsync<T>(string what, Func<Task<T?>> attempt)
        where T : class =>
        await TryAsync(attempt) ?? throw new InvalidOperationException($"Others were faster {Attempts} times: {what}.");
}
