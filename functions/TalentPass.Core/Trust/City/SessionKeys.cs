using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Trust.City;

/// <summary>The keys of session tokens, from the ring: shared by all instances, so a token of one counts at every other.</summary>
/// <param name="keys">The holder of keys.</param>
/// <param name="time">The clock.</param>
public sealed class SessionKeys(CityKeys keys, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    /// <summary>The key new tokens are signed with, and its name for their header.</summary>
    public async ValueTask<(string Name, SigningKey Key)> CurrentAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var now = time.GetUtcNow();
        var signer = view.Ring.Signer(RingUse.Session, now)
            ?? throw new InvalidOperationException("No session key may sign now; the rotation has not run.");
        return (signer.Name, view.Open(signer));
    }

    /// <summary>
    /// The public part of the key with this name, uncompressed, while its tokens count; null when there is none. A name
    /// that is not known yet may be another instance's new key: storage is asked again, at most every five seconds.
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
        view.Ring.Living(RingUse.Session, time.GetUtcNow()).FirstOrDefault(key => key.Name == name)?.PublicKey;
}
