using System.Security.Cryptography;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class Es256Tests
{
    [Fact]
    public void All_262_cases_of_Wycheproof_come_out_as_they_should()
    {
        var cases = 0;
        foreach (var key in VectorFile.Read("ecdsa-p256-sha256.json").GetProperty("keys").EnumerateArray())
        {
            using var imported = Es256.Import(key.Hex("point"));
            Assert.NotNull(imported);
            foreach (var signature in key.GetProperty("signatures").EnumerateArray())
            {
                var valid = Es256.Verify(imported, SHA256.HashData(signature.Hex("message")), signature.Hex("signature"));
                Assert.True(
                    valid == signature.GetProperty("valid").GetBoolean(),
                    $"{signature.GetProperty("id")}: {signature.Text("about")}");
                cases++;
            }
        }

        Assert.Equal(262, cases);
    }

    [Fact]
    public void An_imported_key_may_be_shared_by_many_threads()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var shared = Es256.Import(Es256.Export(pair))!;
        var messages = Enumerable.Range(0, 32)
            .Select(i => SHA256.HashData([(byte)i]))
            .Select(hash =>
            {
                var signature = new byte[64];
                Es256.Sign(pair, hash, signature);
                return (hash, signature);
            })
            .ToArray();
        var wrong = 0;
        Parallel.For(0, 4000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var (hash, signature) = messages[i % 32];
            Span<byte> fresh = stackalloc byte[64];
            Es256.Sign(pair, hash, fresh);
            if (!Es256.Verify(shared, hash, signature)
                || !Es256.Verify(shared, hash, fresh)
                || Es256.Verify(shared, messages[(i + 1) % 32].hash, signature))
            {
                Interlocked.Increment(ref wrong);
            }
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void A_point_off_the_curve_is_no_key()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = Es256.Export(pair);
        key[64] ^= 1;
        Assert.Null(Es256.Import(key));
        Assert.Null(Es256.Import(new byte[65]));
        Assert.Null(Es256.Import(key.AsSpan(0, 64)));
        Assert.Null(Es256.Import([0x02, .. key[1..]]));
    }

    [Fact]
    public void A_key_is_65_bytes_that_begin_with_04()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = Es256.Export(pair);
        Assert.Null(Es256.Import([0x05, .. key[1..]]));
        Assert.Null(Es256.Import([]));
        Assert.Null(Es256.Import([.. key, 0]));
        using var imported = Es256.Import(key);
        Assert.Equal(key, Es256.Export(imported!));
    }

    [Theory]
    [InlineData("1.3.132.0.33")]
    [InlineData("1.3.132.0.34")]
    public void A_key_of_another_curve_signs_nothing(string curve)
    {
        using var key = ECDsa.Create(ECCurve.CreateFromValue(curve));
        Assert.Throws<CryptographicException>(() => Es256.Sign(key, new byte[32], new byte[64]));
    }

    [Fact]
    public void A_point_of_31_bytes_is_not_compressed()
    {
        Assert.Throws<ArgumentException>(() => CompressedPoint.Compress(new ECPoint { X = new byte[31], Y = new byte[32] }));
        Assert.Throws<ArgumentException>(() => CompressedPoint.Compress(new ECPoint { X = new byte[32], Y = new byte[31] }));
        Assert.Throws<ArgumentException>(() => CompressedPoint.Compress(default));
    }

    [Fact]
    public void Compressed_points_expand_to_what_they_were()
    {
        for (var i = 0; i < 20; i++)
        {
            using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var point = pair.ExportParameters(false).Q;
            var compressed = CompressedPoint.Compress(point);
            Assert.True(CompressedPoint.TryExpand(compressed, out var expanded));
            Assert.Equal(point.X, expanded.X);
            Assert.Equal(point.Y, expanded.Y);

            // With the other sign bit, the result is the mirrored point: the same X, another Y.
            compressed[0] ^= 1;
            Assert.True(CompressedPoint.TryExpand(compressed, out var mirrored));
            Assert.NotEqual(point.Y, mirrored.Y);
        }
    }

    [Theory]
    [InlineData("02FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("02FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("020000000000000000000000000000000000000000000000000000000000000001")]
    [InlineData("046B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296")]
    [InlineData("026B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C2")]
    [InlineData("")]
    public void What_is_no_compressed_point_is_refused(string hex) =>
        Assert.False(CompressedPoint.TryExpand(Convert.FromHexString(hex), out _));
}
