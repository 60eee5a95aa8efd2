namespace TalentPass.Benchmarks.Operations;

/// <summary>One thing that a person does with the app, as it is measured.</summary>
/// <param name="Name">The name in tables and on the command line.</param>
/// <param name="RunAsync">Does it once, for the given caller and the given count. Whether it was answered with a success.</param>
internal sealed record Operation(string Name, Func<int, int, Task<bool>> RunAsync)
{
    /// <summary>Prepares a round, outside the measured time.</summary>
    public Func<Task> PrepareAsync { get; init; } = static () => Task.CompletedTask;

    /// <summary>How many times it can be done in the round that was prepared.</summary>
    public Func<int> Most { get; init; } = static () => int.MaxValue;

    /// <summary>Whether its storage calls and rows have to be the same whatever is stored.</summary>
    public bool IsFlat { get; init; } = true;

    /// <summary>By how many its rows may differ all the same, for example by changes that are not folded yet.</summary>
    public int SpareRows { get; init; }
}
