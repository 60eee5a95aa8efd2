using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>One session key in memory. The tokens become invalid when the process ends.</summary>
public sealed class MemorySessionKeys(RandomSource random) : ISessionKeys, IDisposable
{
    private readonly SessionKey _key = new(random.Id(8), ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <inheritdoc />
    public ValueTask<SessionKey> CurrentAsync(CancellationToken cancel) => new(_key);

    /// <inheritdoc />
    public ValueTask<SessionKey?> FindAsync(string kid, CancellationToken cancel) => new(kid == _key.Kid ? _key : null);

    /// <inheritdoc />
    public void Dispose() => _key.Key.Dispose();
}
