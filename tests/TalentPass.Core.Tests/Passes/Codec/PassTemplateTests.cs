using System.Formats.Cbor;
using System.Security.Cryptography;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using CborReader = System.Formats.Cbor.CborReader;
using CborWriter = System.Formats.Cbor.CborWriter;

namespace TalentPass.Core.Tests.Passes.Codec;

/// <summary>An independent CBOR reader, in its strictest mode, reads the codes that we write.</summary>
public sealed class PassTemplateTests
{
    private readonly PassCity _city = new();

    [Fact]
    public void An_S_code_is_the_COSE_message_the_specification_draws()
    {
        var bytes = PassCity.Bytes(_city.Show());
        var reader = new CborReader(bytes, CborConformanceMode.Strict);
        Assert.Equal((CborTag)18, reader.ReadTag());
        var (kid, claims, signed, signature) = ReadSigned(reader);
        Assert.Equal(0, reader.BytesRemaining);

        Assert.Equal("33020030", Convert.ToHexString(kid));
        Assert.Equal(PassCity.Now.ToUnixTimeSeconds(), claims.IssuedAt);
        Assert.Equal(claims.IssuedAt + 60, claims.ExpiresAt);
        Assert.Equal([3, 0x2A05], claims.Numbers);
        Assert.True(Verify(_city.Minting.PublicKey, signed, signature));
    }

    [Fact]
    public void A_P_code_adds_the_status_index()
    {
        var reader = new CborReader(PassCity.Bytes(_city.Card(index: 123_456)), CborConformanceMode.Strict);
        Assert.Equal((CborTag)18, reader.ReadTag());
        var (kid, claims, signed, signature) = ReadSigned(reader);
        Assert.Equal("33020010", Convert.ToHexString(kid));
        Assert.Equal([3, 0x2A05, 123_456], claims.Numbers);
        Assert.True(Verify(_city.Issuing.PublicKey, signed, signature));
    }

    [Fact]
    public void An_H_code_holds_the_credential_the_time_and_the_phones_signature()
    {
        var reader = new CborReader(PassCity.Bytes(_city.Holder()), CborConformanceMode.Strict);
        Assert.Equal(3, reader.ReadStartArray());
        var inner = reader.ReadEncodedValue();
        var time = reader.ReadUInt32();
        var holderSignature = reader.ReadByteString();
        reader.ReadEndArray();
        Assert.Equal(0, reader.BytesRemaining);
        Assert.Equal(PassCity.Now.ToUnixTimeSeconds(), time);

        var (_, claims, signed, signature) = ReadSigned(new CborReader(inner, CborConformanceMode.Strict));
        Assert.Equal([3, 0x2A05, 70_000], claims.Numbers);
        Assert.Equal(_city.DeviceKey, claims.DeviceKey);
        Assert.True(Verify(_city.Issuing.PublicKey, signed, signature));
        Assert.True(Verify(Es256.Export(_city.Device), HolderStructure(inner, time, "TP1H"u8), holderSignature));
    }

    [Fact]
    public void A_challenge_is_signed_together_with_the_time()
    {
        var challenge = "counter 7"u8.ToArray();
        var inner = _city.Credential();
        var text = HolderCode.Present(inner, _city.Device, PassCity.Now, challenge);
        var signature = PassCity.Bytes(text)[^64..];
        var structure = HolderStructure(inner, (uint)PassCity.Now.ToUnixTimeSeconds(), [.. "TP1H"u8, .. challenge]);
        Assert.True(Verify(Es256.Export(_city.Device), structure, signature));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(23, 23)]
    [InlineData(1, 24)]
    [InlineData(1, 255)]
    [InlineData(1, 256)]
    [InlineData(5, 65535)]
    public void Every_tier_and_entitlement_set_comes_back_as_it_went(byte tier, ushort entitlements)
    {
        var subject = _city.Subject with { Tier = tier, Entitlements = entitlements };
        var bytes = PassCity.Bytes(_city.Minter.Show(_city.Minting, subject, PassCity.Now).Text);
        Assert.Equal(PassReason.Accepted, PassTemplate.Read(bytes, out var contents));
        Assert.Equal(PassProfile.Show, contents.Profile);
        Assert.Equal(tier, contents.Tier);
        Assert.Equal(entitlements, contents.Entitlements);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(23u)]
    [InlineData(24u)]
    [InlineData(65535u)]
    [InlineData(65536u)]
    [InlineData(uint.MaxValue)]
    public void Every_status_index_comes_back_as_it_went(uint index)
    {
        Assert.Equal(PassReason.Accepted, PassTemplate.Read(PassCity.Bytes(_city.Card(index: index)), out var card));
        Assert.Equal(index, card.StatusIndex);
        var holder = PassCity.Bytes(_city.Holder(credential: _city.Credential(index: index)));
        Assert.Equal(PassReason.Accepted, PassTemplate.Read(holder, out var contents));
        Assert.Equal(index, contents.StatusIndex);
        Assert.Equal(PassProfile.Holder, contents.Profile);
    }

    [Fact]
    public void The_sizes_of_the_specification_are_the_ceiling()
    {
        var widest = _city.Subject with { Tier = 23, Entitlements = ushort.MaxValue };
        var show = _city.Minter.Show(_city.Minting, widest, PassCity.Now).Text;
        var card = _city.Minter.Card(_city.Issuing, widest, uint.MaxValue, PassCity.Now, TimeSpan.FromDays(1)).Text;
        var credential = _city.Minter.Credential(_city.Issuing, widest, uint.MaxValue, _city.DeviceKey, PassCity.Now, TimeSpan.FromDays(7));
        var holder = _city.Holder(credential: credential);
        Assert.Equal((122, 187), (PassCity.Bytes(show).Length, show.Length));
        Assert.Equal((127, 195), (PassCity.Bytes(card).Length, card.Length));
        Assert.Equal((233, 354), (PassCity.Bytes(holder).Length, holder.Length));
    }

    [Fact]
    public void No_code_can_be_cut_short_or_grow()
    {
        foreach (var text in new[] { _city.Show(), _city.Card(), _city.Holder() })
        {
            var bytes = PassCity.Bytes(text);
            for (var length = 0; length < bytes.Length; length++)
            {
                Assert.Equal(PassReason.Template, PassTemplate.Read(bytes.AsSpan(0, length), out _));
            }

            for (var extra = 0; extra <= 255; extra++)
            {
                Assert.Equal(PassReason.Template, PassTemplate.Read([.. bytes, (byte)extra], out _));
            }
        }
    }

    [Theory]
    [InlineData("43A10138", PassReason.Algorithm)]
    [InlineData("57A30138", PassReason.Algorithm)]
    [InlineData("49A20127", PassReason.Algorithm)]
    [InlineData("42A10138", PassReason.Template)]
    [InlineData("58A10138", PassReason.Template)]
    [InlineData("43A00138", PassReason.Template)]
    [InlineData("43A40138", PassReason.Template)]
    [InlineData("43A10238", PassReason.Template)]
    [InlineData("43A10126", PassReason.Template)]
    [InlineData("43A101", PassReason.Template)]
    public void A_header_that_begins_with_another_algorithm_is_told_from_one_of_another_form(string header, PassReason reason) =>
        Assert.Equal(reason, PassTemplate.Read([0xD2, 0x84, .. Convert.FromHexString(header)], out _));

    [Fact]
    public void A_text_of_400_characters_is_read_and_one_more_is_not()
    {
        var bytes = new byte[PassText.MaxBytes];
        Assert.Equal(PassReason.Accepted, PassText.Read("TP1:" + new string('0', 396), bytes, out var written));
        Assert.Equal(PassText.MaxBytes, written);
        Assert.Equal(PassReason.TooLong, PassText.Read("TP1:" + new string('0', 397), bytes, out _));
    }

    private static (byte[] Kid, Claims Claims, byte[] Structure, byte[] Signature) ReadSigned(CborReader reader)
    {
        Assert.Equal(4, reader.ReadStartArray());
        var header = reader.ReadByteString();
        Assert.Equal(0, reader.ReadStartMap());
        reader.ReadEndMap();
        var payload = reader.ReadByteString();
        var signature = reader.ReadByteString();
        reader.ReadEndArray();

        var protectedReader = new CborReader(header, CborConformanceMode.Strict);
        Assert.Equal(2, protectedReader.ReadStartMap());
        Assert.Equal(1, protectedReader.ReadInt32());
        Assert.Equal(-7, protectedReader.ReadInt32());
        Assert.Equal(4, protectedReader.ReadInt32());
        var kid = protectedReader.ReadByteString();
        protectedReader.ReadEndMap();
        return (kid, Claims.Read(payload), Structure(header, [], payload), signature);
    }

    private static byte[] Structure(byte[] header, ReadOnlySpan<byte> external, byte[] payload)
    {
        var writer = new CborWriter(CborConformanceMode.Strict);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(header);
        writer.WriteByteString(external);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        return writer.Encode();
    }

    private static byte[] HolderStructure(ReadOnlyMemory<byte> inner, uint time, ReadOnlySpan<byte> external)
    {
        var writer = new CborWriter(CborConformanceMode.Strict);
        writer.WriteStartArray(2);
        writer.WriteByteString(inner.Span);
        writer.WriteUInt32(time);
        writer.WriteEndArray();
        return Structure([0xA1, 0x01, 0x26], external, writer.Encode());
    }

    private static bool Verify(ReadOnlyMemory<byte> publicKey, byte[] structure, byte[] signature)
    {
        var key = publicKey.Span;
        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key[1..33].ToArray(), Y = key[33..].ToArray() },
        });
        return ecdsa.VerifyData(structure, signature, HashAlgorithmName.SHA256);
    }

    private sealed record Claims(long ExpiresAt, long IssuedAt, byte[] Id, int[] Numbers, byte[]? DeviceKey)
    {
        public static Claims Read(byte[] payload)
        {
            var reader = new CborReader(payload, CborConformanceMode.Strict);
            Assert.Equal(4, reader.ReadStartMap());
            Assert.Equal(4, reader.ReadInt32());
            var expires = reader.ReadInt64();
            Assert.Equal(6, reader.ReadInt32());
            var issued = reader.ReadInt64();
            Assert.Equal(7, reader.ReadInt32());
            var id = reader.ReadByteString();
            Assert.Equal(16, id.Length);
            Assert.Equal(-65537, reader.ReadInt32());
            reader.ReadStartArray();
            var numbers = new List<int>();
            byte[]? key = null;
            while (reader.PeekState() != CborReaderState.EndArray)
            {
                if (reader.PeekState() == CborReaderState.ByteString)
                {
                    key = reader.ReadByteString();
                }
                else
                {
                    numbers.Add(reader.ReadInt32());
                }
            }

            reader.ReadEndArray();
            reader.ReadEndMap();
            Assert.Equal(0, reader.BytesRemaining);
            return new Claims(expires, issued, id, [.. numbers], key);
        }
    }
}
