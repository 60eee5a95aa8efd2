using System.Buffers.Text;
using System.Text.Json;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

public sealed class CoseSign1Tests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    // Well-formed for others, refused here on purpose: see tests/vectors/README.md.
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
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 0x01;
            Assert.False(CoseSign1.TryRead(changed, tagged: true, out var message) && message.IsSignedBy(publicKey));
            Assert.False(CoseSign1.TryRead(bytes.AsSpan(0, i), tagged: true, out _));
        }
    }

    private static bool Verifies(JsonElement message)
    {
        // Curves other than P-256 cannot be imported: their messages have to fail before that.
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
