using System.Collections.Concurrent;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>The keys of one moment: what signs, what is believed, what opens code ids. Thread-safe.</summary>
public sealed class KeyView
{
    private readonly ConcurrentDictionary<string, SigningKey> _open = new(StringComparer.Ordinal);
    private readonly KeyForge _forge;

    internal KeyView(HomeCity city, StoredRing stored, IReadOnlyList<PartnerCity> partners, KeyForge forge, DateTimeOffset now)
    {
        _forge = forge;
        City = city;
        ReadAt = now;
        Sequence = stored.Sequence;
        Partners = partners;
        Ring = new KeyRing(city.Code, stored.Keys);
        CodeKeys = [.. FindCodeKeys(now).Select(OpenCodeKey)];
        Trust = new TrustBook();
        if (Trust.Accept(Believed(now)) is { } problem)
        {
            throw new InvalidOperationException($"The trust list of this deployment is wrong: {problem}.");
        }

        Status = new StatusBook(Trust);
    }

    /// <summary>The city.</summary>
    public HomeCity City { get; }

    /// <summary>When storage was read.</summary>
    public DateTimeOffset ReadAt { get; }

    /// <summary>Grows with every change of the ring.</summary>
    public long Sequence { get; }

    /// <summary>The ring.</summary>
    public KeyRing Ring { get; }

    /// <summary>The partner cities.</summary>
    public IReadOnlyList<PartnerCity> Partners { get; }

    /// <summary>The keys of code ids, AES-256, newest first: the first encrypts, all are tried at opening.</summary>
    internal IReadOnlyList<byte[]> CodeKeys { get; }

    /// <summary>What our own server believes.</summary>
    public TrustBook Trust { get; }

    /// <summary>The status lists of partner cities; our own passes are asked themselves.</summary>
    public StatusBook Status { get; }

    /// <summary>The key that signs now.</summary>
    /// <exception cref="InvalidOperationException">There is none, or it was sealed under another master key.</exception>
    public SigningKey Signer(RingUse use, DateTimeOffset now) => Open(Ring.Signer(use, now)
        ?? throw new InvalidOperationException($"No {use} key may sign now; the rotation has not run."));

    /// <summary>A ring key with its private part.</summary>
    /// <exception cref="InvalidOperationException">It was sealed under another master key.</exception>
    public SigningKey Open(RingKey key) =>
        _open.GetOrAdd(key.Name, _ => _forge.OpenSigner(key, City.Code) ?? throw SealedElsewhere(key));

    /// <summary>The trust list as the city publishes it: its keys, those that will begin later included, and its partners'.</summary>
    internal TrustList Published(ulong sequence, DateTimeOffset now)
    {
        var theirs = Partners.SelectMany(partner => partner.VerificationKeys()).Where(key => key.NotAfter >= now);
        return Checked(TrustList.Create(
            City.Code, sequence, now, now + TrustList.MaxLife, Ring.Published(now).Concat(theirs), Maps, StatusUrls));
    }

    // Another instance's clock may be ahead and use a key that has not begun here: it is tried as well.
    private IEnumerable<RingKey> FindCodeKeys(DateTimeOffset now)
    {
        var signer = Ring.Signer(RingUse.Code, now)
            ?? throw new InvalidOperationException("There is no key for code ids; the rotation has not run.");
        return Ring.Living(RingUse.Code, now).Where(key => key != signer).Prepend(signer);
    }

    private byte[] OpenCodeKey(RingKey key) => _forge.OpenSymmetric(key) ?? throw SealedElsewhere(key);

    // Keys past their time stay: a scan made offline is judged as of when it was made.
    private TrustList Believed(DateTimeOffset now)
    {
        var ours = Ring.Keys.Select(key => key.Publish(City.Code)).OfType<VerificationKey>();
        return Checked(TrustList.Create(
            City.Code,
            (ulong)Sequence,
            now,
            now + TrustList.MaxLife,
            ours.Concat(Partners.SelectMany(partner => partner.VerificationKeys())),
            Maps,
            StatusUrls));
    }

    private Dictionary<int, string> StatusUrls => Partners.Where(partner => partner.StatusUrl is not null)
        .ToDictionary(partner => partner.CityCode, partner => partner.StatusUrl!)
        .Append(KeyValuePair.Create(City.Code, City.StatusUrl)).ToDictionary();

    private IEnumerable<CityMap> Maps => Partners.Where(partner => partner.Keys.Count > 0).Select(partner => partner.Map);

    private static TrustList Checked((TrustList? List, string? Problem) made) =>
        made.List ?? throw new InvalidOperationException($"The trust list of this deployment is wrong: {made.Problem}.");

    private static InvalidOperationException SealedElsewhere(RingKey key) => new(
        $"Key {key.Name} was sealed under another master key: KeyRing:Key or KeyRing:KeyFile is not the one this storage was made with.");
}
