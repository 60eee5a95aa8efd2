using System.Text;
using TalentPass.Core.Documents.Codec;
using TalentPass.Core.Identity;
using TalentPass.Core.Passes.Codec;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;

namespace TalentPass.Core.Tests.Documents.Codec;

/// <summary>The signed code on a result document, and every way in which a verifier must not be taken in.</summary>
public sealed class When_a_document_is_verified
{
    private const uint Index = 70_001;
    private static readonly string _type = Complete("11330200TALENT009") + "001";
    private static readonly string _issuer = Complete("11330200TALENT001");
    private readonly PassCity _city = new();

    private static string Number { get; } = NumberOf("7K2M9QXW3R4T8NZA5");

    private static DocumentContents Contents { get; } = new(
        Number, ResultKind.Approval, "housing-rent-subsidy", "李*", PassCity.Now.AddDays(-1), PassCity.Now.AddDays(10), Index);

    private DocumentVerifier Verifier => new(_city.Trust, _city.Status);

    [Fact]
    public void A_document_of_the_city_is_accepted_and_says_what_it_is()
    {
        var verdict = Verify(DocumentCodec.Sign(_city.Issuing, Contents));
        Assert.Equal((PassReason.Accepted, PassLight.Green), (verdict.Reason, verdict.Light));
        Assert.Equal(Contents, verdict.Contents);
        Assert.DoesNotContain(Number, verdict.Contents!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_without_an_end_counts_as_long_as_its_key()
    {
        var text = DocumentCodec.Sign(_city.Issuing, Contents with { ExpiresAt = null });
        Assert.Null(Verify(text).Contents!.ExpiresAt);
        Assert.Equal(PassReason.StaleLists, Verify(text, PassCity.Now.AddYears(4).AddDays(-1)).Reason);
        Assert.Equal(PassReason.KeyTime, Verify(text, PassCity.Now.AddYears(4).AddDays(1)).Reason);
    }

    [Fact]
    public void It_expires_after_its_last_second()
    {
        var text = DocumentCodec.Sign(_city.Issuing, Contents with { ExpiresAt = PassCity.Now });
        Assert.Equal(PassReason.Accepted, Verify(text).Reason);
        var late = Verify(text, PassCity.Now.AddSeconds(1));
        Assert.Equal((PassReason.Expired, Number), (late.Reason, late.Contents?.Number));
    }

    [Theory]
    [InlineData(StatusValue.Invalid, PassReason.StatusInvalid)]
    [InlineData(StatusValue.Suspended, PassReason.StatusSuspended)]
    public void The_citys_list_tells_that_it_is_revoked(StatusValue value, PassReason reason)
    {
        _city.Statuses.Set((int)Index, value);
        _city.PublishStatuses(PassCity.Now);
        Assert.Equal(reason, Verify(DocumentCodec.Sign(_city.Issuing, Contents)).Reason);
    }

    [Fact]
    public void It_is_amber_with_old_lists_and_not_yet_valid_before_its_issue()
    {
        var text = DocumentCodec.Sign(_city.Issuing, Contents);
        Assert.Equal(PassReason.StaleLists, Verify(text, PassCity.Now.AddDays(2)).Reason);
        Assert.Equal(PassReason.NotYetValid, Verify(DocumentCodec.Sign(_city.Issuing, Contents with { IssuedAt = PassCity.Now.AddSeconds(31) })).Reason);
    }

    [Fact]
    public void A_pass_is_no_document_and_a_document_is_no_pass()
    {
        Assert.All([_city.Show(), _city.Card(), _city.Holder()], pass => Assert.Equal(PassReason.Template, Verify(pass).Reason));
        Assert.Equal(PassReason.Template, _city.Verifier.Verify(DocumentCodec.Sign(_city.Issuing, Contents), PassCity.Now).Reason);
    }

    [Fact]
    public void A_signature_without_the_context_of_documents_does_not_count()
    {
        var payload = Payload(DocumentCodec.Sign(_city.Issuing, Contents));
        Assert.Equal(PassReason.Signature, Verify(PassText.From(Forgery.Signed(_city.Issuing, payload))).Reason);
    }

    [Fact]
    public void Keys_that_may_not_sign_documents_are_refused()
    {
        Assert.Equal(PassReason.Profile, Verify(DocumentCodec.Sign(_city.Minting, Contents)).Reason);
        using var stranger = SigningKey.Create(new Kid(PassCity.Ningbo, 0x2F));
        Assert.Equal(PassReason.UnknownKid, Verify(DocumentCodec.Sign(stranger, Contents)).Reason);
        using var impostor = SigningKey.Create(PassCity.IssuingKid);
        Assert.Equal(PassReason.Signature, Verify(DocumentCodec.Sign(impostor, Contents)).Reason);
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var code = PassCity.Bytes(DocumentCodec.Sign(_city.Issuing, Contents));
        for (var at = 0; at < code.Length; at++)
        {
            byte[] changed = [.. code];
            changed[at] ^= 1;
            Assert.NotEqual(PassReason.Accepted, Verify(PassText.From(changed)).Reason);
        }
    }

    public static TheoryData<string> Wrong => new()
    {
        "another number", "number in lower case", "number of a wrong form", "kind 0", "kind 5", "service empty", "service long", "holder long",
        "a member more", "a claim more", "claims in another order", "time before 1970 counts", "trailing byte",
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Another_form_is_refused_although_it_is_signed(string wrong)
    {
        byte[] number = Text(Number[(ECertificateNumber.Root.Length + 1)..]);
        byte[] members = wrong switch
        {
            "another number" => [0x85, 0x05, 0x01, .. Text(Number[(ECertificateNumber.Root.Length + 1)..^1] + (Number[^1] == '0' ? '1' : '0')), .. Text("s"), .. Text("李*")],
            "number in lower case" => [0x85, 0x05, 0x01, .. Text(Number[(ECertificateNumber.Root.Length + 1)..].ToLowerInvariant()), .. Text("s"), .. Text("李*")],
            "number of a wrong form" => [0x85, 0x05, 0x01, .. Text("1"), .. Text("s"), .. Text("李*")],
            "kind 0" => [0x85, 0x05, 0x00, .. number, .. Text("s"), .. Text("李*")],
            "kind 5" => [0x85, 0x05, 0x05, .. number, .. Text("s"), .. Text("李*")],
            "service empty" => [0x85, 0x05, 0x01, .. number, .. Text(""), .. Text("李*")],
            "service long" => [0x85, 0x05, 0x01, .. number, .. Text(new string('s', 41)), .. Text("李*")],
            "holder long" => [0x85, 0x05, 0x01, .. number, .. Text("s"), .. Text(new string('h', 41))],
            "a member more" => [0x86, 0x05, 0x01, .. number, .. Text("s"), .. Text("李*"), 0x00],
            _ => [0x85, 0x05, 0x01, .. number, .. Text("s"), .. Text("李*")],
        };
        byte[] issued = [0x06, 0x1A, .. Forgery.BigEndian(Forgery.Seconds(TimeSpan.FromDays(-1)))];
        byte[] ends = [0x04, 0x1A, .. Forgery.BigEndian(Forgery.Seconds(TimeSpan.FromDays(9)))];
        byte[] claim = [0x3A, 0x00, 0x01, 0x00, 0x01];
        byte[] payload = wrong switch
        {
            "a claim more" => [0xA4, .. ends, .. issued, .. claim, .. members, 0x19, 0x10, 0x00, 0x00],
            "claims in another order" => [0xA3, .. issued, .. ends, .. claim, .. members],
            "time before 1970 counts" => [0xA2, 0x06, 0x20, .. claim, .. members],
            "trailing byte" => [0xA3, .. ends, .. issued, .. claim, .. members, 0x00],
            _ => [0xA3, .. ends, .. issued, .. claim, .. members],
        };
        Assert.Equal(PassReason.Template, Verify(PassText.From(CoseSign1.Sign(_city.Issuing, payload, [], DocumentCodec.Context))).Reason);
    }

    [Fact]
    public void The_text_always_fits_the_symbol()
    {
        var longest = Contents with { Service = new string('s', 40), Holder = new string('h', 40), StatusIndex = uint.MaxValue };
        Assert.True(DocumentCodec.Sign(_city.Issuing, longest).Length <= PassText.MaxLength);
        Assert.Equal("", Verify(DocumentCodec.Sign(_city.Issuing, Contents with { Holder = new string('h', 41) })).Contents!.Holder);
    }

    private DocumentVerdict Verify(string text, DateTimeOffset? at = null) => Verifier.Verify(text, at ?? PassCity.Now);

    private static byte[] Payload(string text) => CoseSign1.TryRead(PassCity.Bytes(text), tagged: true, out var message) ? message.Payload.ToArray() : [];

    private static byte[] Text(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return utf8.Length < 24 ? [(byte)(0x60 | utf8.Length), .. utf8] : [0x78, (byte)utf8.Length, .. utf8];
    }

    private static string NumberOf(string serial) =>
        $"{ECertificateNumber.Root}.{_type}.{_issuer}.{serial}.001.{Mod37.CheckCharacter(_type + _issuer + serial + "001")}";

    private static string Complete(string body) => body + Uscc.CheckCharacter(body);
}
