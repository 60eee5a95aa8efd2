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
public sealed class PublishTrustList
{
    /// <summary>How long verifiers and caches between them may keep a list.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a list is served from memory. While storage is away, it is served as long as the keys it was made from are used.
    /// </summary>
    public static readonly CacheAges Ages = new(Fresh: TimeSpan.FromSeconds(5), Trusted: Kept, CityKeys.Ages.Usable);

    private static readonly TimeSpan _signedAgainAfter = TimeSpan.FromHours(1);
    private readonly TrustListStore _store;
    private readonly CityKeys _keys;
    private readonly TimeProvider _time;
    private readonly Cached<Made> _made;

    /// <summary>Makes the publisher of a process.</summary>
    public PublishTrustList(TrustListStore store, CityKeys keys, TimeProvider time)
    {
        (_store, _keys, _time) = (store, keys, time);
        _made = new Cached<Made>(MakeAsync, Ages, time);
    }

    /// <summary>The list for everybody. Usually no storage call.</summary>
    public async Task<SignedList> CurrentAsync(CancellationToken cancel)
    {
        var view = await _keys.CurrentAsync(cancel);
        var made = await _made.CurrentAsync(cancel);
        // No list outlives a withdrawal that is known here.
        var agrees = made.From == view || made.Content == ContentOf(view, _time.GetUtcNow());
        return (agrees ? made : await _made.RefreshAsync(cancel)).List;
    }

    /// <summary>The root keys as a JWK set, for the installation of verifiers. Usually no storage call.</summary>
    public async Task<SignedList> RootAsync(CancellationToken cancel)
    {
        var view = await _keys.CurrentAsync(cancel);
        var roots = view.Ring.Living(RingUse.Root, _time.GetUtcNow()).Select(root => RootOf(root, view.City.Code));
        return SignedList.Of(KeySetDocument.Render(roots));
    }

    /// <summary>A root key in the form for verifiers.</summary>
    internal static VerificationKey RootOf(RingKey root, int city) =>
        new(root.KidOf(city), Es256.Algorithm, root.PublicKey, root.NotBefore, root.NotAfter, KeyUses.None);

    private Task<Made> MakeAsync(CancellationToken cancel) => Contest.MustAsync<Made>("the trust list", async () =>
    {
        var stored = await _store.FindAsync(cancel);
        var view = await _keys.CurrentAsync(cancel);
        if (stored is not null && IsGood(stored, view))
        {
            return Made.Of(stored, view);
        }

        // The row is read before the keys, and written only if it has not changed since. So a list is never replaced by one with
        // older keys.
        view = await _keys.RefreshAsync(cancel);
        if (stored is not null && IsGood(stored, view))
        {
            return Made.Of(stored, view);
        }

        var now = _time.GetUtcNow();
        // Verifiers never take a lower number than they have seen. The second of signing is higher than any before it, also when
        // the row of the last list is lost.
        var sequence = Math.Max((stored?.Sequence ?? 0) + 1, now.ToUnixTimeSeconds());
        var token = TrustListCodec.Sign(view.Published((ulong)sequence, now), view.Signer(RingUse.Root, now));
        var next = new StoredTrustList(token, sequence, ContentOf(view, now), now, default);
        return await _store.WriteAsync(next, stored?.Version, cancel) ? Made.Of(next, view) : null;
    });

    private bool IsGood(StoredTrustList stored, KeyView view)
    {
        var now = _time.GetUtcNow();
        return now - stored.SignedAt < _signedAgainAfter && stored.Content == ContentOf(view, now);
    }

    private static string ContentOf(KeyView view, DateTimeOffset now) => TrustListCodec.ContentOf(view.Published(0, now));

    private sealed record Made(SignedList List, string Content, KeyView From)
    {
        public static Made Of(StoredTrustList stored, KeyView from) => new(SignedList.Of(stored.Token), stored.Content, from);
    }
}
