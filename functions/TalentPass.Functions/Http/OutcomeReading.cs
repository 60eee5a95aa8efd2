using System.Diagnostics.CodeAnalysis;
using TalentPass.Core;

namespace TalentPass.Functions.Http;

/// <summary>Reads outcomes in a chain of checks that must all succeed.</summary>
internal static class OutcomeReading
{
    /// <summary>Returns true with the value, or false with the refusal.</summary>
    public static bool TryGet<T>(this Outcome<T> outcome, [MaybeNull] out T value, out Refusal? refusal)
    {
        (value, refusal) = outcome switch
        {
            Outcome<T>.Done done => (done.Value, (Refusal?)null),
            Outcome<T>.Created created => (created.Value, null),
            Outcome<T>.Refused refused => (default(T)!, refused.Reason),
            _ => throw new InvalidOperationException("An outcome is one of three."),
        };
        return refusal is null;
    }
}
