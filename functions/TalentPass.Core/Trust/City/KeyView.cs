using System.Collections.Concurrent;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;
using TalentPass.Core.Trust.Partners;

namespace TalentPass.Core.Trust.City;

/// <summary>
/// The keys at one moment: those that sign, those that our server trusts, and those that decrypt code ids. Thread-safe.
/// </summary>
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

    /// <summary>When the keys were read from storage.</summary>
    public DateTimeOffset ReadAt { get; }

    /// <summary>Grows with every change of the ring.</summary>
    public long Sequence { get; }

    /// <summary>The key ring.</summary>
    public KeyRing Ring { get; }

    /// <summary>The partner cities.</summary>
    public IReadOnlyList<PartnerCity> Partners { get; }

    /// <summary>The AES-256 keys of code ids, newest first. The first key encrypts; decryption tries all of them.</summary>
    internal IReadOnlyList<byte[]> CodeKeys { get; }

    /// <summary>The keys that our own server trusts.</summary>
    public TrustBook Trust { get; }

    /// <summary>The status lists of partner cities. For our own passes the server reads the pass itself.</summary>
    public StatusBook Status { get; }

    /// <summary>The key that signs now, with its private part.</summary>
    /// <exception cref="InvalidOperationException">No key may sign now, or another master key sealed it.</exception>
    public SigningKey Signer(RingUse use, DateTimeOffset now) => Open(Ring.Signer(use, now)
        ?? throw new InvalidOperationException($"No {use} key may sign now; the rotation has not run."));

    /// <summary>A key of the ring with its private part.</summary>
    /// <exception cref="InvalidOperationException">Another master key sealed it.</exception>
    public SigningKey Open(RingKey key) =>
        _open.GetOrAdd(key.Name, _ => _forge.OpenSigner(key, City.Code) ?? throw SealedElsewhere(key));

    /// <summary>
    /// The trust list that the city publishes: its own keys, also those that begin later, and its partners' keys.
    /// </summary>
    internal TrustList Published(ulong sequence, DateTimeOffset now)
    {
        var theirs = Partners.SelectMany(partner => partner.VerificationKeys()).Where(key => key.NotAfter >= now);
        return Checked(TrustList.Create(
            City.Code, sequence, now, now + TrustList.MaxLife, Ring.Published(now).Concat(theirs), Maps, StatusUrls));
    }

    // The clock of another process may be ahead, so it may use a key that has not begun here. Such keys are tried too.
    private IEnumerable<RingKey> FindCodeKeys(DateTimeOffset now)
    {
        var signer = Ring.Signer(RingUse.Code, now)
            ?? throw new InvalidOperationException("There is no key for code ids; the rotation has not run.");
        return Ring.Living(RingUse.Code, now).Where(key => key != signer).Prepend(signer);
    }

    private byte[] OpenCodeKey(RingKey key) => _forge.OpenSymmetric(key) ?? throw SealedElsewhere(key);

    // Keys whose time is over stay in this list, because a scan made offline is checked as of its own time.
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
