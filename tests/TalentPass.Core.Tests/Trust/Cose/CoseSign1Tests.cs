using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class CoseSign1Tests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    // Other libraries accept these messages. Our reader refuses them on purpose: see tests/vectors/README.md.
    private static readonly string[] _refusedOnPurpose = ["sign1-tests/sign-pass-01.json", "ecdsa-examples/ecdsa-sig-04.json"];

    [Fact]
    public void The_13_messages_of_the_working_group_come_out_as_they_should()
    {
        var messages = VectorFile.Read("cose-sign1.json").GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(13, messages.Length);
        var accepted = 0;
        foreach (var message in messages)
        {
            var name = message.Text("name");
            var expected = !message.GetProperty("broken").GetBoolean()
                && message.Text("curve") == "P-256"
                && !_refusedOnPurpose.Contains(name);
            Assert.True(Verifies(message) == expected, name);
            accepted += expected ? 1 : 0;
        }

        Assert.Equal(3, accepted);
    }

    [Fact]
    public void What_we_sign_reads_back_with_its_key_id_and_type()
    {
        using var key = SigningKey.Create(new Kid(330200, 1));
        var bytes = CoseSign1.Sign(key, "payload"u8, "application/example"u8);
        Assert.True(CoseSign1.TryRead(bytes, tagged: true, out var message));
        Assert.Equal("payload"u8, message.Payload);
        Assert.Equal("application/example"u8, message.Type);
        Assert.Equal(key.Kid, Kid.Read(message.KidBytes));
        var publicKey = key.Publish(_now, _now.AddDays(1), KeyUses.None);
        Assert.True(message.IsSignedBy(publicKey));
        Assert.False(message.IsSignedBy(publicKey, "other"u8));
    }

    [Fact]
    public void No_byte_of_a_message_may_change_and_none_be_missing()
    {
        using var key = SigningKey.Create(new Kid(330200, 1));
        var publicKey = key.Publish(_now, _now.AddDays(1), KeyUses.None);
        var bytes = CoseSign1.Sign(key, "payload"u8, []);
        Assert.True(CoseSign1.TryRead(bytes, tagged: true, out var whole) && whole.IsSignedBy(publicKey));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x01;
            Assert.False(CoseSign1.TryRead(changed, tagged: true, out var message) && message.IsSignedBy(publicKey));
            Assert.False(CoseSign1.TryRead(bytes.AsSpan(0, i), tagged: true, out _));
        }
    }

    [Theory]
    [InlineData("no map", "")]
    [InlineData("an empty map", "A0")]
    [InlineData("more than four labels", "A50126034104410510")]
    [InlineData("another algorithm", "A1013822")]
    [InlineData("an algorithm in words", "A101654553323536")]
    [InlineData("no algorithm", "A1044433020001")]
    [InlineData("the algorithm last", "A20444330200010126")]
    [InlineData("labels descending", "A301261061610442AAAA")]
    [InlineData("the algorithm twice", "A201260126")]
    [InlineData("a label twice and nothing behind it", "A2012601")]
    [InlineData("a label in words", "A20126616101")]
    [InlineData("an unknown label", "A201260501")]
    [InlineData("an unknown label and nothing behind it", "A2012605")]
    [InlineData("a key id in words", "A20126046474657874")]
    [InlineData("a type that is no text", "A2012610426161")]
    [InlineData("a content type in words", "A20126036161")]
    [InlineData("more behind the map", "A1012600")]
    [InlineData("less than announced", "A20126")]
    public void A_protected_header_of_another_form_is_refused(string what, string hex)
    {
        using var key = SigningKey.Create(new Kid(330200, 1));
        Assert.False(CoseSign1.TryRead(Forgery.Signed(key, Convert.FromHexString(hex), [1]), tagged: true, out _), what);
    }

    [Theory]
    [InlineData("A10126", "A0", "", "")]
    [InlineData("A1012A", null, "", "")]
    [InlineData("A10126", "A1044433020001", "33020001", "")]
    [InlineData("A201260442AAAA", "A0", "AAAA", "")]
    [InlineData("A401260300044433020001106161", "A0", "33020001", "a")]
    [InlineData("A201260442AAAA", "A10442AAAA", null, "")]
    [InlineData("A10126", "A10342AAAA", null, "")]
    [InlineData("A10126", "A10426", null, "")]
    [InlineData("A10126", "80", null, "")]
    public void The_key_id_stands_in_one_of_the_headers(string header, string? open, string? kid, string type)
    {
        using var key = SigningKey.Create(new Kid(330200, 1));
        var bytes = Forgery.Signed(key, Convert.FromHexString(header), [1], open: open is null ? null : Convert.FromHexString(open));
        var read = CoseSign1.TryRead(bytes, tagged: true, out var message);
        Assert.Equal(kid is not null && open is not null, read);
        if (read)
        {
            Assert.Equal(kid, Convert.ToHexString(message.KidBytes));
            Assert.Equal(type, System.Text.Encoding.UTF8.GetString(message.Type));
            Assert.True(message.IsSignedBy(key.Publish(_now, _now.AddDays(1), KeyUses.None)));
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(7, 0)]
    [InlineData(450, 0)]
    [InlineData(490, 0)]
    [InlineData(2000, 0)]
    [InlineData(7, 600)]
    [InlineData(300, 300)]
    [InlineData(70_000, 70_000)]
    public void What_is_hashed_is_the_structure_of_the_RFC_whatever_its_size(int payloadLength, int externalLength)
    {
        var random = new SeededRandom(9052);
        var (payload, external) = (random.Bytes(payloadLength), random.Bytes(externalLength));
        byte[] header = [0xA1, 0x01, 0x26];
        var writer = new System.Formats.Cbor.CborWriter();
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(header);
        writer.WriteByteString(external);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        var hash = new byte[32];
        CoseSign1.Hash(header, external, payload, hash);
        Assert.Equal(SHA256.HashData(writer.Encode()), hash);
    }

    [Fact]
    public void A_long_message_reads_back_and_holds()
    {
        using var key = SigningKey.Create(new Kid(330200, 1));
        var payload = new SeededRandom(7).Bytes(2000);
        Assert.True(CoseSign1.TryRead(CoseSign1.Sign(key, payload, []), tagged: true, out var message));
        Assert.Equal(payload, message.Payload.ToArray());
        Assert.True(message.IsSignedBy(key.Publish(_now, _now.AddDays(1), KeyUses.None)));
    }

    private static bool Verifies(JsonElement message)
    {
        // Keys of other curves than P-256 cannot be imported. So their messages must fail before the key is imported.
        var tagged = message.Text("name") != "sign1-tests/sign-pass-03.json";
        if (!CoseSign1.TryRead(message.Hex("message"), tagged, out var read))
        {
            return false;
        }

        byte[] point = [0x04, .. Base64Url.DecodeFromChars(message.Text("x")), .. Base64Url.DecodeFromChars(message.Text("y"))];
        var key = new VerificationKey(new Kid(330200, 1), Es256.Algorithm, point, _now, _now.AddDays(1), KeyUses.None);
        return read.IsSignedBy(key, message.Hex("external"));
    }
}
