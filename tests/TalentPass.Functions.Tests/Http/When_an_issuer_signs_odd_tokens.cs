namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// A trusted issuer signs other tokens than access tokens, and its access tokens may hold anything. What is odd is refused, and
/// never a fault of ours.
/// </summary>
public sealed class When_an_issuer_signs_odd_tokens : TrustedIssuer
{
    [Theory]
    [InlineData("at+jwt", 200)]
    [InlineData("AT+JWT", 200)]
    [InlineData("application/at+jwt", 200)]
    [InlineData("JWT", 200)]
    [InlineData("id+jwt", 401)]
    [InlineData("logout+jwt", 401)]
    [InlineData("dpop+jwt", 401)]
    [InlineData("secevent+jwt", 401)]
    [InlineData("x", 401)]
    public async Task Only_the_types_of_access_tokens_are_taken(string type, int status) =>
        Assert.Equal(status, await ActAsync(Issuer.Token("wang", "office", type: type)));

    [Theory]
    [InlineData("nonce", "n-0S6_WzA2Mj")]
    [InlineData("at_hash", "77QmUPtjPfzWtF2AnpK9RQ")]
    [InlineData("c_hash", "LDktKdoQak3Pk0cnXxCltA")]
    [InlineData("s_hash", "a")]
    [InlineData("events", "{}")]
    [InlineData("typ", "ID")]
    [InlineData("typ", "Refresh")]
    [InlineData("token_use", "id")]
    public async Task An_id_token_is_no_access_token(string claim, string value) =>
        Assert.Equal(401, await ActAsync(Issuer.Token("wang", "office", claims: (claim, value))));

    [Fact]
    public async Task What_an_issuer_says_of_its_access_tokens_is_no_obstacle() =>
        Assert.Equal(200, await ActAsync(Issuer.Token("wang", "office", claims: [("typ", "Bearer"), ("token_use", "access"), ("azp", "client"), ("auth_time", 1), ("scope", "desk")])));

    [Theory]
    [InlineData("\"exp\":\"9999999999\"")]
    [InlineData("\"exp\":null")]
    [InlineData("\"exp\":1e400000")]
    [InlineData("\"exp\":99999999999999999999")]
    [InlineData("\"nbf\":1")]
    [InlineData("\"exp\":9999999999,\"nbf\":253402300799")]
    [InlineData("\"exp\":9999999999,\"nbf\":9999999999999")]
    [InlineData("\"exp\":9999999999,\"nbf\":\"1\"")]
    [InlineData("\"exp\":9999999999,\"iat\":{}")]
    [InlineData("\"exp\":9999999999,\"exp\":9999999999")]
    [InlineData("\"exp\":1.5")]
    [InlineData("\"exp\":0")]
    public async Task Odd_times_are_refused_though_the_issuer_signed_them(string times)
    {
        Assert.Equal(200, await ActAsync(Issuer.Sign(Payload("\"exp\":9999999999"))));
        Assert.Equal(401, await ActAsync(Issuer.Sign(Payload(times))));
    }

    [Theory]
    [InlineData("\"sub\":7")]
    [InlineData("\"sub\":\"\"")]
    [InlineData("\"sub\":null")]
    [InlineData("\"sub\":[\"wang\"]")]
    [InlineData("\"sub\":\"wang\",\"sub\":\"li\"")]
    public async Task Odd_subjects_are_refused_though_the_issuer_signed_them(string subject) =>
        Assert.Equal(401, await ActAsync(Issuer.Sign(Payload("\"exp\":9999999999", subject))));

    [Theory]
    [InlineData("\"groups\":7")]
    [InlineData("\"groups\":null")]
    [InlineData("\"groups\":{\"office\":true}")]
    [InlineData("\"groups\":[[\"office\"]]")]
    [InlineData("\"groups\":[{\"office\":1},null,7,\"\"]")]
    [InlineData("\"groups\":\"supervisor\",\"department\":{\"all\":1}")]
    [InlineData("\"groups\":\"supervisor\",\"department\":null")]
    [InlineData("\"groups\":\"supervisor\",\"department\":7")]
    [InlineData("\"name\":{},\"groups\":\"auditor\"")]
    public async Task Odd_roles_and_departments_give_nothing(string claims) =>
        Assert.Equal(403, await ActAsync(Issuer.Sign(Payload("\"exp\":9999999999", "\"sub\":\"wang\"", claims))));

    [Theory]
    [InlineData("""{"alg":"none","kid":"first","typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","kid":"first","typ":"JWT"}""")]
    [InlineData("""{"alg":"PS512","kid":"first","typ":"JWT"}""")]
    [InlineData("""{"alg":"rs256","kid":"first","typ":"JWT"}""")]
    [InlineData("""{"alg":"ES256","kid":"first","typ":"JWT"}""")]
    [InlineData("""{"alg":"RS256","kid":"first"}""")]
    [InlineData("""{"alg":"RS256","kid":"first","typ":null}""")]
    [InlineData("""{"alg":"RS256","kid":null,"typ":"JWT"}""")]
    [InlineData("""{"alg":"RS256","kid":"first","typ":"JWT","crit":["x"]}""")]
    [InlineData("""{"alg":"RS256","kid":"first","typ":"JWT","typ":"at+jwt"}""")]
    public async Task Odd_headers_are_refused_though_the_issuer_signed_them(string header) =>
        Assert.Equal(401, await ActAsync(Issuer.Sign(Payload("\"exp\":9999999999"), header)));

    private string Payload(string times, string subject = "\"sub\":\"wang\"", string claims = "\"groups\":\"office\"") =>
        $$"""{"iss":"{{Issuer.Authority}}","aud":"talentpass",{{subject}},{{claims}},{{times}}}""";
}
