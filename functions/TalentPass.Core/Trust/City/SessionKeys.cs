using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// The keys for session tokens, from the key ring. All processes share them, so each accepts the tokens of the others.
/// </summary>
/// <param name="keys">The keys of the process.</param>
/// <param name="time">The clock.</param>
public sealed class SessionKeys(CityKeys keys, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>The key that signs new tokens, and its name for the header of the token.</summary>
    public async ValueTask<(string Name, SigningKey Key)> CurrentAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        var signer = view.Ring.Signer(RingUse.Session, now)
            ?? throw new InvalidOperationException("No session key may sign now; the rotation has not run.");
        return (signer.Name, view.Open(signer));
    }

    /// <summary>
    /// The public part of the key with this name, uncompressed. Null when there is no such key, or its tokens count no more. An
    /// unknown name may be the new key of another process, so the keys are read from storage again, at most every five seconds.
    /// </summary>
    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string name, CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        if (Find(view, name) is { } known)
        {
            return known;
        }

        return name.StartsWith("session-", StringComparison.Ordinal) && time.GetUtcNow() - view.ReadAt > _patience
            ? Find(await keys.RefreshAsync(cancel), name)
            : null;
    }

    private ReadOnlyMemory<byte>? Find(KeyView view, string name) =>
        view.Ring.Find(RingUse.Session, name, time.GetUtcNow())?.PublicKey;
}
