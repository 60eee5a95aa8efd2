using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// Whatever a token looks like, the answer is 401: never a fault of ours, and never an answer that tells what was wrong. The
/// app runs with its real key ring.
/// </summary>
public sealed class When_a_token_is_nonsense(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string Payload = """{"iss":"urn:talentpass","aud":"urn:talentpass","sub":"office","roles":["office"],"exp":9999999999}""";
    private const string Signature = "MDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMA";

    public static TheoryData<string> Headers { get; } =
    [
        """{"alg":"ES256","kid":null}""", """{"alg":"ES256"}""", """{"alg":"ES256","kid":""}""", """{"alg":"ES256","kid":1}""",
        """{"alg":"ES256","kid":[]}""", """{"alg":"ES256","kid":["session-a"]}""", """{"alg":"ES256","kid":{"a":1}}""", """{"alg":"ES256","kid":true}""",
        """{"alg":"ES256","kid":"session-{4000}"}""", """{"alg":"ES256","kid":"session-'|/\\#?\u0000\n人"}""", """{"alg":"ES256","kid":"session-\ud800"}""",
        """{"alg":"ES256","kid":"../../x"}""", """{"alg":"ES256","kid":"session-a","kid":null}""", """{"alg":"none","alg":"ES256","kid":"session-a"}""",
        """{"alg":1,"kid":"session-a"}""", """{"alg":null,"kid":"session-a"}""", """{"alg":["ES256"],"kid":"session-a"}""", """{"alg":{},"kid":"session-a"}""",
        """{"alg":"none","kid":"session-a"}""", """{"alg":"HS256","kid":"session-a"}""", """{"alg":"es256","kid":"session-a"}""", """{"kid":"session-a"}""",
        """{"alg":"ES256","kid":"session-a","typ":1}""", """{"alg":"ES256","kid":"session-a","crit":["b64"],"b64":false}""", """{"alg":"ES256","kid":"session-a","crit":1}""",
        """{"alg":"dir","enc":"A256GCM","kid":"session-a"}""", """{"alg":"ES256","kid":"session-a","zip":"DEF"}""", """{"alg":"ES256","kid":"session-a","cty":"JWT"}""",
        """{"alg":"ES256","kid":"session-a","jwk":{"kty":"EC"}}""", """{"alg":"ES256","kid":"session-a","x5c":["a"],"jku":"http://127.0.0.1:1/"}""",
        "{}", "[]", "null", "1", "\"ES256\"", "", "{", "\u00ff", """{"alg":"ES256","kid":"session-a"} {}""", "{deep}",
    ];

    public static TheoryData<string> Payloads { get; } =
    [
        """{"iss":null}""", """{"iss":1}""", """{"iss":["urn:talentpass"]}""", """{"iss":{}}""", """{"sub":"a"}""", """{"iss":"urn:talentpass"}""",
        """{"iss":"urn:talentpass","iss":"urn:talentpass","sub":"a","exp":9999999999}""", """{"iss":"urn:talentpass","sub":1,"exp":9999999999}""",
        """{"iss":"urn:talentpass","sub":"","exp":9999999999}""", """{"iss":"urn:talentpass","sub":"a"}""", """{"iss":"urn:talentpass","sub":"a","exp":"9999999999"}""",
        """{"iss":"urn:talentpass","sub":"a","exp":null}""", """{"iss":"urn:talentpass","sub":"a","exp":{}}""", """{"iss":"urn:talentpass","sub":"a","exp":-1}""",
        """{"iss":"urn:talentpass","sub":"a","exp":1e400000}""", """{"iss":"urn:talentpass","sub":"a","exp":99999999999999999999}""", """{"iss":"urn:talentpass","sub":"a","exp":253402300800}""",
        """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"nbf":1e308}""", """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"nbf":"x"}""",
        """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"iat":[]}""", """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"aud":1}""",
        """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"aud":[[1],{}]}""", """{"iss":"urn:talentpass","sub":"a","exp":9999999999,"roles":{"a":[1]},"who":7}""",
        "{}", "[]", "null", "1", "\"a\"", "", "{", "\u00ff", "{deep}",
    ];

    private static string Deep { get; } = string.Concat(Enumerable.Repeat("""{"a":""", 800)) + "1" + new string('}', 800);

    [Theory]
    [MemberData(nameof(Headers))]
    public async Task Any_header_is_401(string header) => await RefusedAsync($"{Encode(header)}.{Encode(Payload)}.{Signature}");

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task Any_payload_is_401(string payload) => await RefusedAsync($"{Encode(await HeaderAsync())}.{Encode(payload)}.{Signature}");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(72)]
    [InlineData(3000)]
    public async Task A_signature_of_any_length_is_401(int length) =>
        await RefusedAsync($"{Encode(await HeaderAsync())}.{Encode(Payload)}.{Base64UrlEncoder.Encode(new byte[length])}");

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("...")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30.e30.e30")]
    [InlineData("====.====.====")]
    [InlineData("e30 .e30.e30")]
    [InlineData("tpd1.")]
    [InlineData("tpd1.....")]
    [InlineData("tpd1.a.b.c")]
    [InlineData("tpd1.0000000000000000.99999999999.AAAA")]
    [InlineData("tpd1.0000000000000000.-1.AAAA")]
    [InlineData("tpd1.\u4eba.9.\u4eba")]
    [InlineData("\u4eba\u624d")]
    [InlineData("{8000}")]
    [InlineData("{9000}")]
    [InlineData(".{8000}")]
    public async Task Any_text_is_401(string text) => await RefusedAsync(text);

    [Theory]
    [InlineData("Authorization: Bearer\r\n")]
    [InlineData("Authorization:\r\n")]
    [InlineData("Authorization: Basic b2ZmaWNlOm9mZmljZQ==\r\n")]
    [InlineData("Authorization: Bearer {genuine}, Bearer {genuine}\r\n")]
    [InlineData("Authorization: Bearer {genuine}\r\nAuthorization: Bearer {genuine}\r\n")]
    [InlineData("Authorization: Bearer {genuine}\r\nAuthorization: Bearer x\r\n")]
    [InlineData("Authorization: Bearer{genuine}\r\n")]
    [InlineData("Authorization: {genuine}\r\n")]
    [InlineData("Cookie: Authorization=Bearer {genuine}; token={genuine}\r\n")]
    [InlineData("Cookie: \x7f=;;;===\r\nCookie: a\r\n")]
    [InlineData("Proxy-Authorization: Bearer {genuine}\r\n")]
    public async Task A_genuine_token_in_the_wrong_place_is_401(string lines)
    {
        var genuine = await GenuineAsync();
        var answer = await RawHttp.SendAsync(
            fixture.App.Http.BaseAddress!,
            $"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\n{lines.Replace("{genuine}", genuine, StringComparison.Ordinal)}Connection: close\r\n\r\n");
        Assert.Equal((401, RefusalCodes.NotSignedIn), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Each_changed_character_of_a_genuine_token_is_401()
    {
        var genuine = await GenuineAsync();
        var random = new SeededChoice(7);
        for (var i = 0; i < 200; i++)
        {
            var at = random.Below(genuine.Length - 1);
            var changed = $"{genuine[..at]}{(genuine[at] == 'A' ? 'B' : 'A')}{genuine[(at + 1)..]}";
            await RefusedAsync(changed);
        }

        await RefusedAsync(genuine[..^1]);
        await RefusedAsync($"{genuine}A");
    }

    private async Task RefusedAsync(string token)
    {
        token = token.Replace("{8000}", new string('a', 8000), StringComparison.Ordinal).Replace("{9000}", new string('a', 9000), StringComparison.Ordinal);
        // Header values are UTF-8.
        var bytes = Encoding.UTF8.GetBytes($"GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
        var answer = await RawHttp.SendAsync(fixture.App.Http.BaseAddress!, bytes);
        Assert.True(
            (answer.Status, answer.Code, answer.Header("WWW-Authenticate")) == (401, RefusalCodes.NotSignedIn, "Bearer realm=\"talentpass\", error=\"invalid_token\""),
            $"{token}: {answer.Status} {answer.Body}");
    }

    private async Task<string> GenuineAsync()
    {
        using var talent = await fixture.App.SignInAsync("li-wei");
        return talent.DefaultRequestHeaders.Authorization!.Parameter!;
    }

    // Names the key that really signs, so that the signature is looked at.
    private async Task<string> HeaderAsync() => Base64UrlEncoder.Decode(new JsonWebToken(await GenuineAsync()).EncodedHeader);

    private static string Encode(string text) => Base64UrlEncoder.Encode(Encoding.Latin1.GetBytes(
        text.Replace("{4000}", new string('x', 4000), StringComparison.Ordinal).Replace("{deep}", Deep, StringComparison.Ordinal)));
}
