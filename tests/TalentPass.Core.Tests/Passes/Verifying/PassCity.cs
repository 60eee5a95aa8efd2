using System.Security.Cryptography;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Passes.Verifying;

/// <summary>The start data for every test of a code: two cities with keys, one pass, one phone and one verifier.</summary>
internal sealed class PassCity
{
    public const int Ningbo = 330200;
    public const int Zhoushan = 330900;

    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 30, 0, TimeSpan.FromHours(8));
    public static readonly Kid IssuingKid = new(Ningbo, 0x10);
    public static readonly Kid MintingKid = new(Ningbo, 0x30);
    public static readonly Kid PartnerKid = new(Zhoushan, 0x30);

    // All tests of a run share one set of keys, because making keys takes longer than most tests.
    private static readonly SigningKey _root = SigningKey.Create(new Kid(Ningbo, 0x01));
    private static readonly SigningKey _issuing = SigningKey.Create(IssuingKid);
    private static readonly SigningKey _minting = SigningKey.Create(MintingKid);
    private static readonly SigningKey _partner = SigningKey.Create(PartnerKid);
    private static readonly ECDsa _device = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public PassCity(ulong seed = 1)
    {
        Random = new SeededRandom(seed);
        Cipher = new CodeCipher([Random.Bytes(CodeCipher.KeySize)]);
        Minter = new PassMinter(Cipher, Random);
        Trust = new TrustBook();
        Status = new StatusBook(Trust);
        Statuses = StatusList.Create();
        Publish(Keys);
        PublishStatuses(Now);
        Verifier = new PassVerifier(Trust, Status, new ReplayMemory());
    }

    public SeededRandom Random { get; }

    public CodeCipher Cipher { get; }

    public PassMinter Minter { get; }

    public TrustBook Trust { get; }

    public StatusBook Status { get; }

    public StatusList Statuses { get; }

    public PassVerifier Verifier { get; }

    /// <summary>The current signed status list, as an offline verifier fetches it.</summary>
    public byte[] StatusToken { get; private set; } = [];

    /// <summary>The codes that the verifier has already seen before the test.</summary>
    public List<string> Shown { get; } = [];

    public SigningKey Root { get; } = _root;

    public SigningKey Issuing { get; } = _issuing;

    public SigningKey Minting { get; } = _minting;

    public SigningKey Partner { get; } = _partner;

    public ECDsa Device { get; } = _device;

    public byte[] DeviceKey { get; } = CompressedPoint.Compress(_device.ExportParameters(false).Q);

    public CityMap Zhoushanese { get; } = new(
        Zhoushan,
        new Dictionary<byte, byte> { [1] = 2, [2] = 3 },
        new Dictionary<byte, byte> { [0] = 9, [1] = CityMap.Nothing });

    public PassSubject Subject { get; } = new(new CodeOrigin("7k2m9qxw", 1), 3, 0x2A05, Now.AddYears(3));

    public VerificationKey RootKey { get; } = _root.Publish(Now.AddYears(-1), Now.AddYears(9), KeyUses.None);

    public VerificationKey[] Keys =>
    [
        _issuing.Publish(Now.AddDays(-90), Now.AddYears(4), KeyUses.Holder | KeyUses.Card | KeyUses.Status),
        _minting.Publish(Now.AddHours(-6), Now.AddHours(18), KeyUses.Show),
        _partner.Publish(Now.AddHours(-6), Now.AddHours(18), KeyUses.Show | KeyUses.Holder | KeyUses.Card, Zhoushanese),
    ];

    public TrustList List(IEnumerable<VerificationKey> keys, ulong sequence = 1, DateTimeOffset? issuedAt = null)
    {
        var issued = issuedAt ?? Now.AddHours(-1);
        var (list, problem) = TrustList.Create(
            Ningbo,
            sequence,
            issued,
            issued.AddDays(7),
            keys,
            [Zhoushanese],
            new Dictionary<int, string> { [Ningbo] = "https://ningbo.example/status/", [Zhoushan] = "https://zhoushan.example/status/" });
        return list ?? throw new InvalidOperationException(problem);
    }

    public void Publish(IEnumerable<VerificationKey> keys, ulong sequence = 1)
    {
        if (Trust.Accept(List(keys, sequence)) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    public void PublishStatuses(DateTimeOffset at)
    {
        var token = new StatusListToken(
            "https://ningbo.example/status/0", at, at + StatusListToken.OwnLife, StatusListToken.OwnTimeToLive, Statuses);
        StatusToken = token.Sign(_issuing);
        if (Status.Accept(Ningbo, 0, StatusToken, at) is { } problem)
        {
            throw new InvalidOperationException(problem);
        }
    }

    public string Show(SigningKey? key = null) => Minter.Show(key ?? _minting, Subject, Now).Text;

    public string Card(SigningKey? key = null, uint index = 70_000) =>
        Minter.Card(key ?? _issuing, Subject, index, Now, TimeSpan.FromDays(365)).Text;

    public byte[] Credential(SigningKey? key = null, uint index = 70_000) =>
        Minter.Credential(key ?? _issuing, Subject, index, DeviceKey, Now, TimeSpan.FromDays(7));

    public string Holder(DateTimeOffset? at = null, byte[]? credential = null) =>
        HolderCode.Present(credential ?? Credential(), _device, at ?? Now);

    public static byte[] Bytes(string text)
    {
        var bytes = new byte[PassText.MaxBytes];
        return PassText.Read(text, bytes, out var written) == PassReason.Accepted
            ? bytes[..written]
            : throw new ArgumentException("Not a code.", nameof(text));
    }
}
