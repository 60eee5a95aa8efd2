using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;
using static TalentPass.Core.Tests.Passes.Verifying.Forgery;

namespace TalentPass.Core.Tests.Passes.Verifying;

/// <summary>A code that the verifier must refuse, and the reason that the verifier must give.</summary>
internal sealed record WrongCode(string Name, PassReason Reason, Func<PassCity, string> Make, TimeSpan Later = default);

/// <summary>The list of all codes that must be refused. A verifier that is not strict enough would accept them.</summary>
internal static class WrongCodes
{
    public static IReadOnlyList<WrongCode> All { get; } = [.. Texts(), .. Headers(), .. Encodings(), .. Keys(), .. Times(), .. Signatures(), .. Holders()];

    private static IEnumerable<WrongCode> Texts() =>
    [
        new("empty", PassReason.Prefix, _ => ""),
        new("another prefix", PassReason.Prefix, city => "HC1:" + city.Show()[4..]),
        new("a later version", PassReason.Prefix, city => "TP2:" + city.Show()[4..]),
        new("lower-case prefix", PassReason.Prefix, city => "tp1:" + city.Show()[4..]),
        new("a space before", PassReason.Prefix, city => " " + city.Show()),
        new("full-width prefix", PassReason.Prefix, city => "ＴＰ１：" + city.Show()[4..]),
        new("lower-case text", PassReason.Base45, city => "TP1:" + city.Show()[4..].ToLowerInvariant()),
        new("a line break at the end", PassReason.Base45, city => city.Show() + "\n"),
        new("a character outside the alphabet", PassReason.Base45, city => city.Show()[..^1] + "_"),
        new("Chinese characters", PassReason.Base45, _ => "TP1:人才一码通"),
        new("an emoji", PassReason.Base45, city => city.Show() + "😀"),
        new("a NUL character", PassReason.Base45, city => city.Show()[..50] + "\0" + city.Show()[51..]),
        new("Base45 overflow GGX", PassReason.Base45, _ => "TP1:GGX"),
        new("Base45 overflow :::", PassReason.Base45, _ => "TP1::::"),
        new("Base45 overflow in the last pair", PassReason.Base45, _ => "TP1:BB8::"),
        new("a single last character", PassReason.Base45, city => city.Show()[..^2]),
        new("401 characters", PassReason.TooLong, _ => "TP1:" + new string('0', 397)),
        new("4 kB", PassReason.TooLong, _ => "TP1:" + new string('A', 4092)),
        new("1 MB", PassReason.TooLong, city => city.Show() + new string('0', 1_000_000)),
        new("prefix alone", PassReason.Template, _ => "TP1:"),
        new("zeros", PassReason.Template, _ => "TP1:" + new string('0', 183)),
    ];

    private static IEnumerable<WrongCode> Headers() =>
    [
        new("tag 61 around it", PassReason.Template, city => Text([0xD8, 0x3D, .. PassCity.Bytes(city.Show())])),
        new("tag 17", PassReason.Template, city => Text([0xD1, .. PassCity.Bytes(city.Show())[1..]])),
        new("tag 18 in a long form", PassReason.Template, city => Text([0xD8, 0x12, .. PassCity.Bytes(city.Show())[1..]])),
        new("S without its tag", PassReason.Template, city => Text(PassCity.Bytes(city.Show())[1..])),
        new("the algorithm unprotected", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA1, 0x04, 0x44, .. BigEndian(city.Minting.Kid.Value)], Payload(), open: [0xA1, 0x01, 0x26]))),
        new("the algorithm in both headers", PassReason.Template, city => Text(Signed(
            city.Minting, Header(city.Minting.Kid), Payload(), open: [0xA1, 0x01, 0x26]))),
        new("the key id unprotected", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA1, 0x01, 0x26], Payload(), open: [0xA1, 0x04, 0x44, .. BigEndian(city.Minting.Kid.Value)]))),
        new("algorithm -9 (ESP256)", PassReason.Algorithm, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x28, .. Header(city.Minting.Kid)[3..]], Payload()))),
        new("algorithm -36 (ES512)", PassReason.Algorithm, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x38, 0x23, .. Header(city.Minting.Kid)[3..]], Payload()))),
        new("algorithm -8 (EdDSA)", PassReason.Algorithm, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x27, .. Header(city.Minting.Kid)[3..]], Payload()))),
        new("algorithm 5 (HMAC)", PassReason.Algorithm, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x05, .. Header(city.Minting.Kid)[3..]], Payload()))),
        new("algorithm 0", PassReason.Algorithm, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x00, .. Header(city.Minting.Kid)[3..]], Payload()))),
        new("header keys in another order", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA2, .. Header(city.Minting.Kid)[3..], 0x01, 0x26], Payload()))),
        new("a certificate in the header", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA3, .. Header(city.Minting.Kid)[1..], 0x18, 0x21, 0x41, 0x00], Payload()))),
        new("the algorithm twice", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA3, 0x01, 0x26, .. Header(city.Minting.Kid)[1..]], Payload()))),
        new("an empty header", PassReason.Template, city => Text(Signed(city.Minting, [], Payload()))),
        new("a key id of three bytes", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA2, 0x01, 0x26, 0x04, 0x43, 0x33, 0x02, 0x00], Payload()))),
    ];

    private static IEnumerable<WrongCode> Encodings() =>
    [
        new("a trailing byte", PassReason.Template, city => Text([.. PassCity.Bytes(city.Show()), 0x00])),
        new("a trailing byte inside the payload", PassReason.Template, city => Text(Signed(city.Minting, [.. Payload(), 0x00]))),
        new("a longer tier than needed", PassReason.Template, city => Text(Signed(
            city.Minting, Payload(tail: [0x82, 0x18, 0x03, 0x19, 0x2A, 0x05])))),
        new("longer entitlements than needed", PassReason.Template, city => Text(Signed(
            city.Minting, Payload(tail: [0x82, 0x03, 0x19, 0x00, 0x05])))),
        new("entitlements above 16 bits", PassReason.Template, city => Text(Signed(
            city.Minting, Payload(tail: [0x82, 0x03, 0x1A, 0x00, 0x01, 0x00, 0x00])))),
        new("a tier above 23", PassReason.Template, city => Text(Signed(city.Minting, Payload(tail: [0x82, 0x18, 0x18, 0x05])))),
        new("a negative tier", PassReason.Template, city => Text(Signed(city.Minting, Payload(tail: [0x82, 0x22, 0x05])))),
        new("a tier as a float", PassReason.Template, city => Text(Signed(
            city.Minting, Payload(tail: [0x82, 0xF9, 0x42, 0x00, 0x05])))),
        new("a longer status index than needed", PassReason.Template, city => Text(Signed(
            city.Issuing, Payload(tail: CardTail(5))))),
        new("an eight-byte expiry", PassReason.Template, city => Text(Signed(city.Minting, Replace(
            Payload(), [0x04, 0x1A], [0x04, 0x1B, 0x00, 0x00, 0x00, 0x00])))),
        new("an expiry that fits two bytes", PassReason.Template, city => Text(Signed(city.Minting, Payload(expires: 60, issued: 1)))),
        new("a time as text", PassReason.Template, city => Text(Signed(city.Minting, Replace(Payload(), [0x04, 0x1A], [0x04, 0x64])))),
        new("an expiry of 2^63", PassReason.Template, city => Text(Signed(city.Minting, Replace(
            Payload(), [0x04, 0x1A], [0x04, 0x1B, 0x80, 0x00, 0x00, 0x00])))),
        new("an indefinite map", PassReason.Template, city => Text(Signed(city.Minting, [0xBF, .. Payload()[1..], 0xFF]))),
        new("an indefinite array", PassReason.Template, city => Text(Signed(
            city.Minting, Payload(tail: [0x9F, 0x03, 0x19, 0x2A, 0x05, 0xFF])))),
        new("an indefinite byte string", PassReason.Template, city => Text(Replace(
            PassCity.Bytes(city.Show()), [0x58, 0x40], [0x5F, 0x58, 0x40]))),
        new("the expiry twice", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA5, 0x04, 0x1A, 0x7F, 0xFF, 0xFF, 0xFF, .. Payload()[1..]]))),
        new("one claim too few", PassReason.Template, city => Text(Signed(city.Minting, [0xA3, .. Payload()[1..7], .. Payload()[13..]]))),
        new("one claim too many", PassReason.Template, city => Text(Signed(city.Minting, [0xA5, .. Payload()[1..], 0x01, 0x41, 0x00]))),
        new("claims in another order", PassReason.Template, city => Text(Signed(
            city.Minting, [0xA4, .. Payload()[7..13], .. Payload()[1..7], .. Payload()[13..]]))),
        new("a code id of 15 bytes", PassReason.Template, city => Text(Signed(city.Minting, Replace(
            Payload(), [0x07, 0x50, 0x00], [0x07, 0x4F])))),
        new("an extra array member", PassReason.Template, city => Text(Replace(
            [.. PassCity.Bytes(city.Show()), 0xF6], [0xD2, 0x84], [0xD2, 0x85]))),
        new("five members in tp", PassReason.Template, city => Text(Signed(city.Minting, Payload(tail: [0x85, 0x01, 0x02, 0x03, 0x04, 0x05])))),
        new("a detached payload", PassReason.Template, city => Text(
            [0xD2, 0x84, .. String(Header(city.Minting.Kid)), 0xA0, 0xF6, .. PassCity.Bytes(city.Show())[^66..]])),
        new("nesting 120 deep", PassReason.Template, _ => Text(Enumerable.Repeat((byte)0x81, 120).ToArray())),
        new("nesting 4000 deep", PassReason.TooLong, _ => LongText(Enumerable.Repeat((byte)0x81, 4000).ToArray())),
        new("a length of 2^63", PassReason.Template, _ => Text([0xD2, 0x84, 0x5B, 0x80, 0, 0, 0, 0, 0, 0, 0])),
        new("an array of 2^63", PassReason.Template, _ => Text([0xD2, 0x9B, 0x80, 0, 0, 0, 0, 0, 0, 0])),
        new("a payload longer than the rest", PassReason.Template, city => Text(Replace(
            PassCity.Bytes(city.Show()), [0xA0, 0x58, 0x29], [0xA0, 0x58, 0xFF]))),
        new("a zlib stream", PassReason.Template, _ => Text([0x78, 0xDA, 0xDB, 0xB9, 0x18, 0x00, 0x02, 0x17, 0x01, 0x5D])),
    ];

    private static IEnumerable<WrongCode> Keys() =>
    [
        new("a key of our city that is in no list", PassReason.UnknownKid, _ =>
        {
            using var stranger = SigningKey.Create(new Kid(PassCity.Ningbo, 0x77));
            return Text(Signed(stranger, Payload()));
        }),
        new("a city we do not know", PassReason.UnknownKid, _ =>
        {
            using var stranger = SigningKey.Create(new Kid(310000, 0x30));
            return Text(Signed(stranger, Payload()));
        }),
        new("a key id that is no city", PassReason.UnknownKid, city => Text(Signed(
            city.Minting, Header(new Kid(0xFFFFFFFF)), Payload()))),
        new("a partner's key that names itself ours", PassReason.Signature, city => Text(Signed(
            city.Partner, Header(PassCity.MintingKid), Payload()))),
        new("an S code by the issuing key", PassReason.Profile, city => Text(Signed(city.Issuing, Payload()))),
        new("a P code by a minting key", PassReason.Profile, city => city.Card(city.Minting)),
        new("an H credential by a minting key", PassReason.Profile, city => city.Holder(credential: city.Credential(city.Minting))),
        new("P presented as S", PassReason.Profile, city => Text(Signed(
            city.Issuing, Payload(expires: Seconds(TimeSpan.FromDays(300)))))),
        new("a partner's tier we do not recognise", PassReason.Scope, city => Text(Signed(
            city.Partner, Payload(tail: [0x82, 0x05, 0x01])))),
        new("a partner's entitlement we do not recognise", PassReason.Scope, city => Text(Signed(
            city.Partner, Payload(tail: [0x82, 0x01, 0x04])))),
        new("a key whose time is over", PassReason.KeyTime, city => city.Show(), TimeSpan.FromHours(19)),
        new("a key whose time has not come", PassReason.KeyTime, city => city.Show(), TimeSpan.FromHours(-7)),
    ];

    private static IEnumerable<WrongCode> Times() =>
    [
        new("expired by a second", PassReason.Expired, city => city.Show(), TimeSpan.FromSeconds(61)),
        new("expired by a tenth of a second", PassReason.Expired, city => city.Show(), TimeSpan.FromSeconds(60.1)),
        new("issued 31 seconds ahead", PassReason.NotYetValid, city => city.Show(), TimeSpan.FromSeconds(-31)),
        new("an S code that lives 61 seconds", PassReason.Lifetime, city => Text(Signed(
            city.Minting, Payload(expires: Seconds(TimeSpan.FromSeconds(61)))))),
        new("an S code that lives a year", PassReason.Lifetime, city => Text(Signed(
            city.Minting, Payload(expires: Seconds(TimeSpan.FromDays(365)))))),
        new("an expiry before the issue", PassReason.Lifetime, city => Text(Signed(
            city.Minting, Payload(issued: Seconds(TimeSpan.FromSeconds(20)), expires: Seconds(TimeSpan.FromSeconds(10)))))),
        new("an expiry at the issue", PassReason.Lifetime, city => Text(Signed(
            city.Minting, Payload(expires: Seconds(TimeSpan.Zero))))),
        new("an H credential that lives eight days", PassReason.Lifetime, city => Text(Held(
            Signed(city.Issuing, Header(city.Issuing.Kid), Payload(expires: Seconds(TimeSpan.FromDays(8)), tail: HolderTail(70_000, city.DeviceKey)), tagged: false),
            Seconds(TimeSpan.Zero),
            city.Device))),
        new("a card that lives four years", PassReason.Lifetime, city => Text(Signed(
            city.Issuing, Payload(expires: Seconds(TimeSpan.FromDays(4 * 365)), tail: CardTail(70_000))))),
        new("an H credential that has ended", PassReason.Expired, city => city.Holder(), TimeSpan.FromDays(7.1)),
        new("the greatest time there is", PassReason.Lifetime, city => Text(Signed(city.Minting, Payload(expires: uint.MaxValue)))),
    ];

    private static IEnumerable<WrongCode> Signatures() =>
    [
        new("an all-zero signature", PassReason.Signature, city => Text([.. PassCity.Bytes(city.Show())[..^64], .. new byte[64]])),
        new("an all-ones signature", PassReason.Signature, city => Text(
            [.. PassCity.Bytes(city.Show())[..^64], .. Enumerable.Repeat((byte)0xFF, 64)])),
        new("the signature of another code", PassReason.Signature, city => Text(
            [.. PassCity.Bytes(city.Show())[..^64], .. PassCity.Bytes(city.Show())[^64..]])),
        new("a changed tier", PassReason.Signature, city => Text(Replace(
            PassCity.Bytes(city.Show()), ShowTail, [0x82, 0x01, 0x19, 0x2A, 0x05]))),
        new("changed entitlements", PassReason.Signature, city => Text(Replace(
            PassCity.Bytes(city.Show()), ShowTail, [0x82, 0x03, 0x19, 0x2A, 0x07]))),
        new("an over-long signature", PassReason.Template, city => Text(
            [.. PassCity.Bytes(city.Show())[..^66], 0x58, 0x41, 0x00, .. PassCity.Bytes(city.Show())[^64..]])),
        new("a short signature", PassReason.Template, city => Text(
            [.. PassCity.Bytes(city.Show())[..^66], 0x58, 0x3F, .. PassCity.Bytes(city.Show())[^63..]])),
        new("a DER signature", PassReason.Template, city => Text(
            [.. PassCity.Bytes(city.Show())[..^66], 0x58, 0x46, 0x30, 0x44, 0x02, 0x20, .. PassCity.Bytes(city.Show())[^64..^32], 0x02, 0x20, .. PassCity.Bytes(city.Show())[^32..]])),
        new("an empty signature", PassReason.Template, city => Text([.. PassCity.Bytes(city.Show())[..^66], 0x40])),
        new("a key that signed a bare payload", PassReason.Signature, city =>
        {
            var signature = new byte[64];
            city.Minting.Sign(System.Security.Cryptography.SHA256.HashData(Payload()), signature);
            return Text([0xD2, 0x84, .. String(Header(city.Minting.Kid)), 0xA0, .. String(Payload()), .. String(signature)]);
        }),
    ];

    private static IEnumerable<WrongCode> Holders() =>
    [
        new("an H code five minutes old", PassReason.HolderTime, city => city.Holder(), TimeSpan.FromSeconds(301)),
        new("an H code five minutes ahead", PassReason.HolderTime, city => city.Holder(PassCity.Now.AddSeconds(301))),
        new("an H code signed by another phone", PassReason.HolderSignature, city =>
        {
            using var other = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
            return HolderCode.Present(city.Credential(), other, PassCity.Now);
        }),
        new("an H code whose time was changed", PassReason.HolderSignature, city => Text(Replace(
            PassCity.Bytes(city.Holder()),
            [0x1A, .. BigEndian(Seconds(TimeSpan.Zero)), 0x58, 0x40],
            [0x1A, .. BigEndian(Seconds(TimeSpan.FromSeconds(5))), 0x58, 0x40]))),
        new("a phone that signed without the context", PassReason.HolderSignature, city => Text(Held(
            city.Credential(), Seconds(TimeSpan.Zero), city.Device, context: []))),
        new("a phone that signed for another hall's challenge", PassReason.HolderSignature, city =>
            HolderCode.Present(city.Credential(), city.Device, PassCity.Now, "counter 7"u8)),
        new("a phone's signature under another person's credential", PassReason.HolderSignature, city =>
        {
            var (mine, theirs) = (PassCity.Bytes(city.Holder()), PassCity.Bytes(city.Holder()));
            return Text([.. mine[..^64], .. theirs[^64..]]);
        }),
        new("a device key that is no point", PassReason.HolderSignature, city =>
        {
            var key = Convert.FromHexString("02" + new string('F', 64));
            var inner = Signed(city.Issuing, Header(city.Issuing.Kid), Payload(tail: HolderTail(70_000, key)), tagged: false);
            return Text(Held(inner, Seconds(TimeSpan.Zero), city.Device));
        }),
        new("a device key in another form", PassReason.Template, city =>
        {
            byte[] key = [0x04, .. city.DeviceKey[1..]];
            var inner = Signed(city.Issuing, Header(city.Issuing.Kid), Payload(tail: HolderTail(70_000, key)), tagged: false);
            return Text(Held(inner, Seconds(TimeSpan.Zero), city.Device));
        }),
        new("a credential without the phone's signature", PassReason.Template, city => Text([0xD2, .. city.Credential()])),
        new("a bare credential", PassReason.Template, city => Text(city.Credential())),
        new("an S code held like a credential", PassReason.Template, city => Text(Held(
            PassCity.Bytes(city.Show())[1..], Seconds(TimeSpan.Zero), city.Device))),
        new("a P code held like a credential", PassReason.Template, city => Text(Held(
            PassCity.Bytes(city.Card())[1..], Seconds(TimeSpan.Zero), city.Device))),
        new("an all-zero phone signature", PassReason.HolderSignature, city => Text([.. PassCity.Bytes(city.Holder())[..^64], .. new byte[64]])),
        new("a tagged credential inside H", PassReason.Template, city => Text(Held(
            [0xD2, .. city.Credential()], Seconds(TimeSpan.Zero), city.Device))),
        new("a revoked credential", PassReason.StatusInvalid, city => Standing(city, StatusValue.Invalid, index => city.Holder(credential: city.Credential(index: index)))),
        new("a suspended credential", PassReason.StatusSuspended, city => Standing(city, StatusValue.Suspended, index => city.Holder(credential: city.Credential(index: index)))),
        new("a revoked card", PassReason.StatusInvalid, city => Standing(city, StatusValue.Invalid, index => city.Card(index: index))),
        new("a suspended card", PassReason.StatusSuspended, city => Standing(city, StatusValue.Suspended, index => city.Card(index: index))),
        new("an S code again", PassReason.Replayed, city => Twice(city, city.Show())),
        new("an S code again, re-encoded with (r, n-s)", PassReason.Replayed, city =>
        {
            var code = city.Show();
            Twice(city, code);
            return Text(MirrorSignature(PassCity.Bytes(code)));
        }),
        new("an H code again", PassReason.Replayed, city => Twice(city, city.Holder())),
        new("an H code again, signed afresh for the same second", PassReason.Replayed, city =>
        {
            var credential = city.Credential();
            Twice(city, city.Holder(credential: credential));
            return city.Holder(credential: credential);
        }),
    ];

    private static string Standing(PassCity city, StatusValue value, Func<uint, string> make)
    {
        city.Statuses.Set(70_001, value);
        city.PublishStatuses(PassCity.Now.AddSeconds(1));
        return make(70_001);
    }

    private static string Twice(PassCity city, string code)
    {
        Assert.Equal(PassReason.Accepted, city.Verifier.Verify(code, PassCity.Now).Reason);
        city.Shown.Add(code);
        return code;
    }
}
