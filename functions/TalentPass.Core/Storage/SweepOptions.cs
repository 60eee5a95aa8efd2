namespace TalentPass.Core.Storage;

/// <summary>The settings of the sweeps of outbox rows, of requests and of notices.</summary>
/// <param name="FirstPatience">The age, by the storage server's clock, from which an outbox row is worked on.</param>
/// <param name="DeepQueue">
/// The number of waiting messages, at most 32, from which a queue is left alone: more messages would only make it deeper.
/// </param>
public sealed record SweepOptions(TimeSpan FirstPatience, int DeepQueue)
{
    /// <summary>30 s and 20 messages.</summary>
    public static SweepOptions Default { get; } = new(TimeSpan.FromSeconds(30), 20);
}
