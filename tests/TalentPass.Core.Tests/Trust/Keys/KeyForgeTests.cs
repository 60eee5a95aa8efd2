using System.Security.Cryptography;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;

namespace TalentPass.Core.Tests.Trust.Keys;

public sealed class KeyForgeTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly MasterKey _master = new(new SeededRandom(1).Bytes(32));
    private static readonly MasterKey _other = new(new SeededRandom(2).Bytes(32));

    [Fact]
    public void A_signing_key_opens_as_the_pair_of_its_public_part()
    {
        var forge = Forge(_master);
        var key = forge.Make(Order(RingUse.Minting), _now);
        using var signer = forge.OpenSigner(key, 330200)!;
        Assert.Equal(new Kid(330200, 0x30), signer.Kid);
        var hash = SHA256.HashData("x"u8);
        var signature = new byte[64];
        signer.Sign(hash, signature);
        Assert.True(key.Publish(330200)!.Verifies(hash, signature));
        Assert.Equal(KeyUses.Show, key.Publish(330200)!.Uses);
    }

    [Fact]
    public void The_code_key_is_symmetric_and_never_published()
    {
        var forge = Forge(_master);
        var key = forge.Make(Order(RingUse.Code), _now);
        Assert.Equal(32, forge.OpenSymmetric(key)!.Length);
        Assert.True(key.PublicKey.IsEmpty);
        Assert.Null(key.Publish(330200));
    }

    [Fact]
    public void Another_master_key_opens_nothing_and_a_former_one_still_does()
    {
        var key = Forge(_master).Make(Order(RingUse.Issuing), _now);
        Assert.Null(Forge(_other).OpenSigner(key, 330200));
        using var opened = Forge(_other, _master).OpenSigner(key, 330200);
        Assert.NotNull(opened);
    }

    [Fact]
    public void A_sealed_key_cannot_stand_in_for_another_nor_change()
    {
        var forge = Forge(_master);
        var key = forge.Make(Order(RingUse.Issuing), _now);
        Assert.Null(forge.OpenSigner(key with { Use = RingUse.Minting }, 330200));
        Assert.Null(forge.OpenSigner(key with { Number = 0x31 }, 330200));
        for (var i = 0; i < key.SealedPrivate.Length; i++)
        {
            var changed = key.SealedPrivate.ToArray();
            changed[i] ^= 1;
            Assert.Null(forge.OpenSigner(key with { SealedPrivate = changed }, 330200));
        }

        Assert.Null(forge.OpenSigner(key with { SealedPrivate = default }, 330200));
    }

    [Fact]
    public void The_sealed_bytes_do_not_hold_the_private_part()
    {
        var forge = Forge(_master);
        var key = forge.Make(Order(RingUse.Issuing), _now);
        using var signer = forge.OpenSigner(key, 330200)!;
        var plain = signer.Pair.ExportPkcs8PrivateKey();
        Assert.Equal(-1, key.SealedPrivate.Span.IndexOf(plain.AsSpan(36, 16)));
    }

    private static KeyForge Forge(params MasterKey[] keys) => new(new KeySealing(keys, RandomSource.System), RandomSource.System);

    private static KeyOrder Order(RingUse use) => new(use, 0x30, _now, _now.AddDays(1), _now.AddDays(2));
}
