using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TalentPass.Core;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_a_token_is_shown(PipelineApp app) : IClassFixture<PipelineApp>
{
    private const string Things = "/api/v1/samples";

    [Fact]
    public async Task Without_one_the_caller_is_asked_for_it()
    {
        var reply = await app.GetAsync(Things);
        Assert.Equal((401, RefusalCodes.NotSignedIn, "Bearer realm=\"talentpass\""), (reply.Status, reply.Code, reply.Headers["WWW-Authenticate"]));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer ....")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJvZmZpY2UifQ.")]
    [InlineData("Bearer W10.W10.W10")]
    [InlineData("Bearer eyJhbGciOjF9.eyJpc3MiOlsxXX0.AAAA")]
    [InlineData("Basic b2ZmaWNlOm9mZmljZQ==")]
    [InlineData("\"")]
    public async Task Nonsense_is_refused_and_said_to_be_invalid(string header)
    {
        var reply = await app.GetAsync(Things, null, ("Authorization", header));
        Assert.Equal((401, "Bearer realm=\"talentpass\", error=\"invalid_token\""), (reply.Status, reply.Headers["WWW-Authenticate"]));
    }

    [Fact]
    public async Task A_genuine_one_names_the_caller()
    {
        var reply = await app.GetAsync("/api/v1/samples/1", await app.TokenAsync(account: "li-wei"));
        Assert.Equal("li-wei", reply.Member("account").GetString());
    }

    [Fact]
    public async Task It_carries_no_name_that_can_be_read()
    {
        var token = new JsonWebToken(await app.TokenAsync());
        Assert.DoesNotContain("某人", Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(token.EncodedPayload)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("another key under the same name")]
    [InlineData("an unknown key")]
    [InlineData("a shared secret made of the public key")]
    [InlineData("another issuer")]
    [InlineData("another audience")]
    [InlineData("a changed payload")]
    [InlineData("no expiry")]
    public async Task A_forged_one_is_refused(string forgery)
    {
        var genuine = new JsonWebToken(await app.TokenAsync(Roles.Talent));
        Assert.Equal(200, (await app.GetAsync(Things, genuine.EncodedToken)).Status);
        var own = await app.Services.GetRequiredService<ISessionKeys>().CurrentAsync(TestContext.Current.CancellationToken);
        Assert.Equal(401, (await app.GetAsync(Things, Forge(forgery, genuine, own))).Status);
    }

    [Fact]
    public async Task An_expired_one_is_refused()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 8, 0, 0, TimeSpan.Zero));
        await using var own = await PipelineApp.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time));
        var token = await own.TokenAsync();
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(200, (await own.GetAsync(Things, token)).Status);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(401, (await own.GetAsync(Things, token)).Status);
    }

    [Fact]
    public async Task Where_none_is_needed_a_bad_one_does_no_harm()
    {
        var reply = await app.GetAsync("/api/v1/samples/1", "a.b.c");
        Assert.Equal((200, "anyone"), (reply.Status, reply.Member("account").GetString()));
    }

    [Theory]
    [InlineData(Roles.Talent, null, 201)]
    [InlineData(Roles.Talent | Roles.Hall, null, 201)]
    [InlineData(Roles.Hall | Roles.Desk | Roles.Supervisor | Roles.Office | Roles.Auditor, null, 403)]
    [InlineData(Roles.None, null, 403)]
    public async Task The_role_decides(Roles roles, string? department, int status) =>
        Assert.Equal(status, (await app.PostAsync(Things, await app.TokenAsync(roles, department), """{"name":"a"}""")).Status);

    [Theory]
    [InlineData(Roles.Desk, "housing", "housing", 200)]
    [InlineData(Roles.Desk, "housing", "health", 403)]
    [InlineData(Roles.Desk, "housing", "HOUSING", 403)]
    [InlineData(Roles.Desk, null, "housing", 403)]
    [InlineData(Roles.Supervisor, null, "housing", 200)]
    [InlineData(Roles.Supervisor, "housing", "housing", 200)]
    [InlineData(Roles.Supervisor, "housing", "health", 403)]
    [InlineData(Roles.Office, null, "health", 200)]
    [InlineData(Roles.Talent, "housing", "housing", 403)]
    [InlineData(Roles.Hall, "housing", "housing", 403)]
    public async Task At_a_desk_the_department_decides_too(Roles roles, string? own, string wanted, int status)
    {
        var token = await app.TokenAsync(roles, own);
        Assert.Equal(status, (await app.SendAsync(HttpMethod.Post, $"/api/v1/sample-desks/{wanted}/act", token, null, ("If-Match", "\"7\""))).Status);
    }

    private static string Forge(string forgery, JsonWebToken genuine, SessionKey own)
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var claims = genuine.Claims.Where(claim => claim.Type is not "iss" and not "aud" and not "exp" and not "iat")
            .GroupBy(claim => claim.Type).ToDictionary(group => group.Key, group => (object)group.Select(claim => claim.Value).ToArray());
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = forgery == "another issuer" ? "urn:elsewhere" : genuine.Issuer,
            Audience = forgery == "another audience" ? "urn:elsewhere" : genuine.Audiences.Single(),
            Claims = claims,
            Expires = forgery == "no expiry" ? null : genuine.ValidTo,
            SigningCredentials = forgery switch
            {
                "none" => null,
                "another key under the same name" => new(new ECDsaSecurityKey(stranger) { KeyId = own.Kid }, "ES256"),
                "an unknown key" => new(new ECDsaSecurityKey(stranger) { KeyId = "unknown" }, "ES256"),
                "a shared secret made of the public key" => new(new SymmetricSecurityKey(own.Key.ExportSubjectPublicKeyInfo()) { KeyId = own.Kid }, "HS256"),
                _ => new(new ECDsaSecurityKey(own.Key) { KeyId = own.Kid }, "ES256"),
            },
        };
        if (forgery == "a changed payload")
        {
            var payload = Base64UrlEncoder.Decode(genuine.EncodedPayload).Replace("talent", "office", StringComparison.Ordinal);
            return $"{genuine.EncodedHeader}.{Base64UrlEncoder.Encode(payload)}.{genuine.EncodedSignature}";
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }
}
