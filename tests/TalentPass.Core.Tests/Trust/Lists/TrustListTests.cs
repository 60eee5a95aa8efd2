using System.Text.Json;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Keys;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Trust.Lists;

public sealed class TrustListTests
{
    private readonly PassCity _city = new();

    [Fact]
    public void A_signed_list_reads_back_as_it_was()
    {
        var list = _city.List(_city.Keys, sequence: 41);
        var (read, problem) = TrustListCodec.Read(TrustListCodec.Sign(list, _city.Root), _city.RootKey);
        Assert.Null(problem);
        Assert.Equal((41UL, list.IssuedAt, list.ExpiresAt), (read!.Sequence, read.IssuedAt, read.ExpiresAt));
        Assert.Equal(PassCity.Ningbo, read.City);
        Assert.Equal(list.StatusUrls, read.StatusUrls);
        Assert.Equal(3, read.Keys.Count);
        foreach (var (before, after) in list.Keys.Zip(read.Keys))
        {
            Assert.Equal(before.Kid, after.Kid);
            Assert.Equal(before.PublicKey.ToArray(), after.PublicKey.ToArray());
            Assert.Equal((before.NotBefore, before.NotAfter, before.Uses), (after.NotBefore, after.NotAfter, after.Uses));
            Assert.Equal(before.Map?.Tiers, after.Map?.Tiers);
            Assert.Equal(before.Map?.Entitlements, after.Map?.Entitlements);
        }
    }

    [Fact]
    public void What_a_list_says_is_the_same_whenever_it_was_signed()
    {
        var said = TrustListCodec.ContentOf(_city.List(_city.Keys, sequence: 41));
        Assert.Equal(said, TrustListCodec.ContentOf(_city.List(_city.Keys, sequence: 42, PassCity.Now.AddHours(3))));
        Assert.NotEqual(said, TrustListCodec.ContentOf(_city.List(_city.Keys[..1], sequence: 41)));
    }

    [Fact]
    public void The_places_stand_in_the_order_of_their_cities()
    {
        var places = new Dictionary<int, string> { [PassCity.Zhoushan] = "https://zhoushan.example/", [PassCity.Ningbo] = "https://ningbo.example/" };
        var list = TrustList.Create(PassCity.Ningbo, 1, PassCity.Now, PassCity.Now.AddDays(1), [], [], places).List!;
        var bytes = TrustListCodec.Sign(list, _city.Root).AsSpan();
        Assert.InRange(bytes.IndexOf("https://ningbo"u8), 1, bytes.IndexOf("https://zhoushan"u8));
    }

    [Fact]
    public void Only_the_root_of_this_city_signs_it()
    {
        var list = _city.List(_city.Keys);
        Assert.Equal("unknown_kid", TrustListCodec.Read(TrustListCodec.Sign(list, _city.Issuing), _city.RootKey).Problem);
        using var impostor = SigningKey.Create(_city.Root.Kid);
        Assert.Equal("signature", TrustListCodec.Read(TrustListCodec.Sign(list, impostor), _city.RootKey).Problem);
    }

    [Fact]
    public void No_byte_may_change_and_none_be_missing()
    {
        var bytes = TrustListCodec.Sign(_city.List([_city.Keys[0]]), _city.Root);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x04;
            Assert.NotNull(TrustListCodec.Read(changed, _city.RootKey).Problem);
            Assert.NotNull(TrustListCodec.Read(bytes.AsSpan(0, i), _city.RootKey).Problem);
        }

        Assert.Equal("too_long", TrustListCodec.Read(new byte[TrustListCodec.MaxBytes + 1], _city.RootKey).Problem);
    }

    [Fact]
    public void A_key_speaks_only_for_the_city_in_its_id()
    {
        var now = PassCity.Now;
        Assert.Equal("scope", Problem([_city.Partner.Publish(now, now.AddDays(1), KeyUses.Show)]));
        Assert.Equal("scope", Problem([_city.Minting.Publish(now, now.AddDays(1), KeyUses.Show, _city.Zhoushanese)]));
        var unlisted = new CityMap(PassCity.Zhoushan, new Dictionary<byte, byte>(), new Dictionary<byte, byte>());
        Assert.Equal("scope", Problem([_city.Partner.Publish(now, now.AddDays(1), KeyUses.Show, unlisted)]));
        var ours = new CityMap(PassCity.Ningbo, new Dictionary<byte, byte>(), new Dictionary<byte, byte>());
        Assert.Equal("scope", Problem([], maps: [ours]));
    }

    [Fact]
    public void A_list_that_contradicts_itself_is_none()
    {
        var now = PassCity.Now;
        var key = _city.Minting.Publish(now, now.AddDays(1), KeyUses.Show);
        Assert.Equal("duplicate_kid", Problem([key, key]));
        Assert.Equal("duplicate_map", Problem([], maps: [_city.Zhoushanese, _city.Zhoushanese]));
        Assert.Equal("bad_key", Problem([_city.Minting.Publish(now, now, KeyUses.Show)]));
        Assert.Equal("bad_key", Problem([new VerificationKey(PassCity.MintingKid, -7, new byte[65], now, now.AddDays(1), KeyUses.Show)]));
        Assert.Equal("lifetime", Problem([key], life: TimeSpan.FromDays(7.1)));
        Assert.Equal("lifetime", Problem([key], life: TimeSpan.Zero));
        Assert.Equal("status_url", TrustList.Create(
            PassCity.Ningbo, 1, now, now.AddDays(1), [], [], new Dictionary<int, string> { [PassCity.Ningbo] = "status/" }).Problem);
    }

    [Fact]
    public void The_book_takes_newer_lists_and_never_goes_back()
    {
        var book = new TrustBook();
        var now = PassCity.Now;
        Assert.Equal("signature", book.Accept(Tampered(TrustListCodec.Sign(_city.List(_city.Keys), _city.Root)), _city.RootKey));
        Assert.Null(book.Current);
        Assert.False(book.IsFresh(now));

        Assert.Null(book.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 5), _city.Root), _city.RootKey));
        Assert.Equal("older_sequence", book.Accept(TrustListCodec.Sign(_city.List([], 4), _city.Root), _city.RootKey));
        Assert.Equal(3, book.Current!.Keys.Count);

        // The same list fetched again is accepted, but it does not become fresher. A list that was signed again is fresh for
        // another day.
        Assert.Null(book.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 5), _city.Root), _city.RootKey));
        Assert.Equal((true, false), (book.IsFresh(now.AddHours(23)), book.IsFresh(now.AddHours(23).AddSeconds(1))));
        Assert.Null(book.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 5, now.AddHours(20)), _city.Root), _city.RootKey));
        Assert.Equal((true, false), (book.IsFresh(now.AddHours(44)), book.IsFresh(now.AddHours(45))));
    }

    [Fact]
    public void A_book_that_is_opened_again_remembers_how_far_it_was()
    {
        var before = new TrustBook();
        Assert.Null(before.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 5), _city.Root), _city.RootKey));
        var after = new TrustBook(before.HighestSequence);
        Assert.Equal("older_sequence", after.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 4), _city.Root), _city.RootKey));
        Assert.Null(after.Current);
        Assert.Null(after.Accept(TrustListCodec.Sign(_city.List(_city.Keys, 5), _city.Root), _city.RootKey));
        Assert.Equal(5UL, after.HighestSequence);
    }

    [Fact]
    public void Removing_a_key_is_the_emergency_brake()
    {
        var code = _city.Show();
        Assert.Equal(TalentPass.Core.Passes.Codec.PassReason.Accepted, _city.Verifier.Verify(code, PassCity.Now).Reason);
        _city.Publish([_city.Keys[0]], sequence: 2);
        Assert.Equal(TalentPass.Core.Passes.Codec.PassReason.UnknownKid, _city.Verifier.Verify(_city.Show(), PassCity.Now).Reason);
    }

    [Fact]
    public void The_JWK_set_names_the_same_keys()
    {
        using var document = JsonDocument.Parse(KeySetDocument.Render(_city.List(_city.Keys).Keys));
        var keys = document.RootElement.GetProperty("keys").EnumerateArray().ToArray();
        Assert.Equal(["33020010", "33020030", "33090030"], keys.Select(key => key.Text("kid")));
        var minting = keys[1];
        Assert.Equal(("EC", "P-256", "ES256", "sig"), (minting.Text("kty"), minting.Text("crv"), minting.Text("alg"), minting.Text("use")));
        Assert.Equal(["S"], minting.GetProperty("tp_use").EnumerateArray().Select(use => use.GetString()));
        Assert.Equal(PassCity.Now.AddHours(18).ToUnixTimeSeconds(), minting.GetProperty("exp").GetInt64());
        byte[] point = [0x04, .. System.Buffers.Text.Base64Url.DecodeFromChars(minting.Text("x")), .. System.Buffers.Text.Base64Url.DecodeFromChars(minting.Text("y"))];
        Assert.Equal(_city.Minting.PublicKey.ToArray(), point);
        Assert.False(minting.TryGetProperty("d", out _));
    }

    private string? Problem(VerificationKey[] keys, CityMap[]? maps = null, TimeSpan? life = null) => TrustList.Create(
        PassCity.Ningbo,
        1,
        PassCity.Now,
        PassCity.Now + (life ?? TimeSpan.FromDays(1)),
        keys,
        maps ?? [_city.Zhoushanese],
        new Dictionary<int, string>()).Problem;

    private static byte[] Tampered(byte[] bytes)
    {
        bytes[^1] ^= 1;
        return bytes;
    }
}
