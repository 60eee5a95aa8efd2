using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// The city's signed trust list: its own keys and its partners', what they may sign, how their tiers read here, and where
/// the status lists are. Signed when somebody asks and it says something new, or is an hour old; the sequence grows with
/// every one.
/// </summary>
public sealed class PublishTrustList(TrustListStore store, CityKeys keys, TimeProvider time)
{
    /// <summary>How long a list is served from memory.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan _signedAgainAfter = TimeSpan.FromHours(1);
    private (SignedList List, DateTimeOffset Until, KeyView View)? _kept;

    /// <summary>The list as everybody may fetch it. No storage call within ten seconds of the last, unless the keys were read anew.</summary>
    public async Task<SignedList> CurrentAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var view = await keys.CurrentAsync(cancel);
        if (_kept is { } kept && kept.Until > now && kept.View == view)
        {
            return kept.List;
        }

        var list = SignedList.Of((await RunAsync(cancel)).Token);
        _kept = (list, now + Kept, view);
        return list;
    }

    /// <summary>The keys that sign the list, as a JWK set: what a verifier is installed with. No storage call as a rule.</summary>
    public async Task<SignedList> RootAsync(CancellationToken cancel)
    {
        var view = await keys.CurrentAsync(cancel);
        var roots = view.Ring.Living(RingUse.Root, time.GetUtcNow()).Select(root => RootOf(root, view.City.Code));
        return SignedList.Of(KeySetDocument.Render(roots));
    }

    /// <summary>A root key as verifiers take it.</summary>
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

        // The keys are read after the row's version: whoever wins wrote from keys no older than the list it replaced.
        view = await keys.RefreshAsync(cancel);
        if (stored is not null && IsGood(stored, view))
        {
            return stored;
        }

        var now = time.GetUtcNow();
        var sequence = (stored?.Sequence ?? 0) + 1;
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
