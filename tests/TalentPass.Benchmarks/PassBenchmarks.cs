using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Minting;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Benchmarks;

/// <summary>What a code costs: to mint, to verify, to refuse, to draw.</summary>
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

    /// <summary>What each method does, and the text it does it with.</summary>
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

    /// <summary>Makes keys and codes.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _city = new PassCity();
        // Without a memory, so that a code can be verified again and again.
        _verifier = new PassVerifier(_city.Trust, _city.Status, replay: null);
        (Show, _holder) = (_city.Show(), _city.Holder());
        _junk = "TP1:" + new string('0', Show.Length - 4);
        _forged = Forged();
        _key = _city.Keys[1];
        _city.Minting.Sign(_hash, _signature);
    }

    /// <summary>What all is measured by.</summary>
    [Benchmark(Baseline = true)]
    public bool BareVerification() => _key.Verifies(_hash, _signature);

    /// <summary>Minting.</summary>
    [Benchmark]
    public string MintShow() => _city.Show();

    /// <summary>From text to green.</summary>
    [Benchmark]
    public PassReason VerifyShow() => _verifier.Verify(Show, PassCity.Now).Reason;

    /// <summary>From text to green, with the phone's own signature.</summary>
    [Benchmark]
    public PassReason VerifyHolder() => _verifier.Verify(_holder, PassCity.Now).Reason;

    /// <summary>The dearest refusal.</summary>
    [Benchmark]
    public PassReason RefuseForged() => _verifier.Verify(_forged, PassCity.Now).Reason;

    /// <summary>A refusal of what is no code.</summary>
    [Benchmark]
    public PassReason RefuseJunk() => _verifier.Verify(_junk, PassCity.Now).Reason;

    /// <summary>Drawing.</summary>
    [Benchmark]
    public byte[] DrawPng() => PassPicture.Png(Show, PassProfile.Show, 8);

    /// <summary>Drawing.</summary>
    [Benchmark]
    public string DrawSvg() => PassPicture.Svg(Show, PassProfile.Show);

    private string Forged()
    {
        var bytes = PassCity.Bytes(Show);
        bytes[^1] ^= 1;
        return PassText.From(bytes);
    }
}
