using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// Publishes the city's signed trust list: its own keys and its partners' keys, what each may sign, how the partners' tiers
/// translate, and where the status lists are. The list is signed when it is fetched and its content has changed, or it is an hour
/// old. The sequence number grows with every signature.
/// </summary>
public sealed class PublishTrustList(TrustListStore store, CityKeys keys, TimeProvider time)
{
    /// <summary>How long a list is served from memory.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _signedAgainAfter = TimeSpan.FromHours(1);

    // By the keys it was made from: no list outlives a withdrawal that is known here.
    private readonly Cache<KeyView, SignedList> _kept = new(Kept, 1, time);

    /// <summary>
    /// The list for everybody. No storage call within ten seconds after the last one, unless the keys were read again meanwhile.
    /// </summary>
    public async Task<SignedList> CurrentAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        return (await _kept.FindAsync(view, async _ => SignedList.Of((await RunAsync(cancel)).Token)))!;
    }

    /// <summary>The root keys as a JWK set, for the installation of verifiers. Usually no storage call.</summary>
    public async Task<SignedList> RootAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var roots = view.Ring.Living(RingUse.Root, time.GetUtcNow()).Select(root => RootOf(root, view.City.Code));
        return SignedList.Of(KeySetDocument.Render(roots));
    }

    /// <summary>A root key in the form for verifiers.</summary>
    internal static VerificationKey RootOf(RingKey root, int city) =>
        new(root.KidOf(city), Es256.Algorithm, root.PublicKey, root.NotBefore, root.NotAfter, KeyUses.None);

    private Task<StoredTrustList> RunAsync(CancellationToken cancel) => Contest.MustAsync<StoredTrustList>("the trust list", async () =>
    {
        var stored = await store.FindAsync(cancel);
        var view = await keys.CurrentAsync(cancel);
        if (stored is not null && IsGood(stored, view))
        {
            return stored;
        }

        // The row is read before the keys, and written only if it has not changed since. So a list is never replaced by one with
        // older keys.
        view = await keys.RefreshAsync(cancel);
        if (stored is not null && IsGood(stored, view))
        {
            return stored;
        }

        var now = time.GetUtcNow();
        // Verifiers never take a lower number than they have seen. The second of signing is higher than any before it, also when
        // the row of the last list is lost.
        var sequence = Math.Max((stored?.Sequence ?? 0) + 1, now.ToUnixTimeSeconds());
        var token = TrustListCodec.Sign(view.Published((ulong)sequence, now), view.Signer(RingUse.Root, now));
        var next = new StoredTrustList(token, sequence, ContentOf(view, now), now, default);
        return await store.WriteAsync(next, stored?.Version, cancel) ? next : null;
    });

    private bool IsGood(StoredTrustList stored, KeyView view)
    {
        var now = time.GetUtcNow();
        return now - stored.SignedAt < _signedAgainAfter && stored.Content == ContentOf(view, now);
    }

    private static string ContentOf(KeyView view, DateTimeOffset now) => TrustListCodec.ContentOf(view.Published(0, now));
}
