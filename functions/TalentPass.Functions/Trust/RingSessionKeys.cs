using System.Collections.Concurrent;
using TalentPass.Core.Trust.City;
using TalentPass.Core.Trust.Cose;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Trust;

/// <summary>
/// Session keys from the key ring. All instances share the ring, so a token is valid at every instance and after a restart.
/// </summary>
public sealed class RingSessionKeys(SessionKeys keys) : ISessionKeys
{
    // Importing a key takes as long as three verifications. Only a few keys live at a time.
    private readonly ConcurrentDictionary<string, SessionKey> _imported = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async ValueTask<SessionKey> CurrentAsync(CancellationToken cancel)
    {
        var (name, key) = await keys.CurrentAsync(cancel);
        return new SessionKey(name, key.Pair);
    }

    /// <inheritdoc />
    public async ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel) =>
        await keys.FindAsync(kid, cancel) is { } publicKey
            ? _imported.GetOrAdd(kid, static (name, key) => new SessionKey(name, Es256.Import(key.Span)!), publicKey)
            : null;
}
