using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Benchmarks;

/// <summary>Measures how long it takes to mint, verify, refuse and draw a code.</summary>
public class PassBenchmarks
{
    private readonly byte[] _hash = SHA256.HashData("one verification"u8);
    private VerificationKey _key = null!;
    private readonly byte[] _signature = new byte[Es256.SignatureSize];
    private PassCity _city = null!;
    private PassVerifier _verifier = null!;
    private string _holder = "";
    private string _junk = "";
    private string _forged = "";

    /// <summary>The S code that is verified.</summary>
    public string Show { get; private set; } = "";

    /// <summary>For each benchmark method: its name, what it does, and the code it uses (empty if no code is shown).</summary>
    public IReadOnlyList<(string Method, string What, string Text)> Rows =>
    [
        (nameof(BareVerification), "one bare ES256 verification", ""),
        (nameof(MintShow), "mint S", Show),
        (nameof(VerifyShow), "verify S", Show),
        (nameof(VerifyHolder), "verify H", _holder),
        (nameof(RefuseForged), "refuse a forged signature", ""),
        (nameof(RefuseJunk), "refuse junk", ""),
        (nameof(DrawPng), "draw S as a PNG, scale 8", ""),
        (nameof(DrawSvg), "draw S as an SVG", ""),
    ];

    /// <summary>Makes the keys and the codes before the measurement.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _city = new PassCity();
        // There is no replay memory, so the same code can be verified many times.
        _verifier = new PassVerifier(_city.Trust, _city.Status, replay: null);
        (Show, _holder) = (_city.Show(), _city.Holder());
        _junk = "TP1:" + new string('0', Show.Length - 4);
        _forged = Forged();
        _key = _city.Keys[1];
        _city.Minting.Sign(_hash, _signature);
    }

    /// <summary>Verifies one ES256 signature. This is the baseline: the other times are compared with its time.</summary>
    [Benchmark(Baseline = true)]
    public bool BareVerification() => _key.Verifies(_hash, _signature);

    /// <summary>Mints an S code.</summary>
    [Benchmark]
    public string MintShow() => _city.Show();

    /// <summary>Verifies a valid S code, from the text to the green result.</summary>
    [Benchmark]
    public PassReason VerifyShow() => _verifier.Verify(Show, PassCity.Now).Reason;

    /// <summary>Verifies a valid H code, which also carries the signature of the phone.</summary>
    [Benchmark]
    public PassReason VerifyHolder() => _verifier.Verify(_holder, PassCity.Now).Reason;

    /// <summary>Refuses a code with a wrong signature. This refusal costs most: it needs a full signature verification.</summary>
    [Benchmark]
    public PassReason RefuseForged() => _verifier.Verify(_forged, PassCity.Now).Reason;

    /// <summary>Refuses a text that is not a code.</summary>
    [Benchmark]
    public PassReason RefuseJunk() => _verifier.Verify(_junk, PassCity.Now).Reason;

    /// <summary>Draws an S code as a PNG picture, 8 pixels per module.</summary>
    [Benchmark]
    public byte[] DrawPng() => PassPicture.Png(Show, PassProfile.Show, 8);

    /// <summary>Draws an S code as an SVG picture.</summary>
    [Benchmark]
    public string DrawSvg() => PassPicture.Svg(Show, PassProfile.Show);

    private string Forged()
    {
        var bytes = PassCity.Bytes(Show);
        bytes[^1] ^= 1;
        return PassText.From(bytes);
    }
}
