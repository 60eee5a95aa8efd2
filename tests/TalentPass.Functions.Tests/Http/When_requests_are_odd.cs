using System.Net;
using System.Text;
using System.Text.Json;
using TalentPass.Core;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// Requests that no client of good will sends get a clear 4xx of the app or of the server, whatever routes them. The whole app
/// runs under the local host.
/// </summary>
public sealed class When_requests_are_odd(AppFixture fixture) : IClassFixture<AppFixture>
{
    private const string SignIn = "/api/v1/sign-in/demo";
    private const int Limit = 256 * 1024;

    [Theory]
    [InlineData("OPTIONS", "*", 404)]
    [InlineData("OPTIONS", "/api/v1/me", 405)]
    [InlineData("TRACE", "/", 405)]
    [InlineData("TRACE", "/api/v1/me", 405)]
    [InlineData("CONNECT", "localhost:1", 400)]
    [InlineData("CONNECT", "/", 405)]
    [InlineData("BREW", "/api/v1/me", 405)]
    [InlineData("PATCH", "/api/v1/me", 405)]
    [InlineData("PRI", "*", 405)]
    [InlineData("G@T", "/", 400)]
    [InlineData("HEAD", "/api/v1/me", 401)]
    [InlineData("GET", "http://elsewhere.example/api/v1/me", 400)]
    [InlineData("GET", "api/v1/me", 400)]
    [InlineData("GET", "//", 404)]
    [InlineData("GET", "//api/v1/me", 404)]
    [InlineData("GET", "/api//v1/me", 404)]
    [InlineData("GET", "/api/v1/me/", 401)]
    [InlineData("GET", "/API/V1/ME", 401)]
    [InlineData("GET", "/api/v1/x/../me", 401)]
    [InlineData("GET", "/api/v1/x/%2e%2e/me", 401)]
    [InlineData("GET", "/api/v1/x/..%2fme", 404)]
    [InlineData("GET", "/../../etc/passwd", 404)]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd", 404)]
    [InlineData("GET", "/docs/..%2f..%2fhost.json", 404)]
    [InlineData("GET", "/%00", 400)]
    [InlineData("GET", "/%ff", 404)]
    [InlineData("GET", "/%c0%ae%c0%ae/", 404)]
    [InlineData("GET", "/%ed%a0%80", 404)]
    [InlineData("GET", "/%", 404)]
    [InlineData("GET", "/\u0001", 404)]
    [InlineData("GET", "/\u00ff", 400)]
    [InlineData("GET", "/a b", 400)]
    [InlineData("GET", "/.well-known/talentpass/status/%00", 400)]
    [InlineData("GET", "/.well-known/talentpass/status/-1", 404)]
    [InlineData("GET", "/.well-known/talentpass/status/99999999999999999999", 404)]
    [InlineData("GET", "/{8000}", 404)]
    [InlineData("GET", "/{9000}", 414)]
    [InlineData("GET", "/?{8000}", 200)]
    [InlineData("GET", "/api/v1/progress?number=%00&shortCode=1", 400)]
    [InlineData("GET", "/api/v1/progress?number=%ff&shortCode=1", 404)]
    [InlineData("GET", "/api/v1/progress?number=%ed%a0%80&shortCode=1", 404)]
    [InlineData("GET", "/api/v1/progress?number=1&number=2&shortCode=1", 400)]
    [InlineData("GET", "/api/v1/progress?number={8000}&shortCode=1", 400)]
    public async Task Each_line_gets_a_clear_answer(string method, string target, int status)
    {
        target = target.Replace("{8000}", new string('a', 8000), StringComparison.Ordinal).Replace("{9000}", new string('a', 9000), StringComparison.Ordinal);
        var answer = await SendAsync($"{method} {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        Assert.True(answer.Status == status, $"{answer.Status} {answer.Body}");
    }

    [Theory]
    [InlineData("X: {100000}\r\n", 431)]
    [InlineData("{many}", 431)]
    [InlineData("X: a\u0000b\r\n", 400)]
    [InlineData("X: \u00e9\r\n", 400)]
    [InlineData("X\u00e9: a\r\n", 400)]
    [InlineData(" X: a\r\n", 400)]
    [InlineData("X: a\r\n b\r\n", 400)]
    [InlineData("X : a\r\n", 400)]
    [InlineData(": a\r\n", 400)]
    [InlineData("X\r\n", 400)]
    [InlineData("Host: other\r\n", 400)]
    [InlineData("Connection: upgrade\r\nUpgrade: websocket\r\n", 200)]
    [InlineData("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n", 200)]
    [InlineData("Range: bytes=0-1\r\nIf-Range: x\r\n", 200)]
    [InlineData("Accept: \u0001\r\nAccept-Encoding: ;;q=\r\nAccept-Language: zh;q=nan,,,\r\n", 200)]
    [InlineData("If-None-Match: W/\"\r\nIf-Modified-Since: yesterday\r\n", 200)]
    [InlineData("X-Forwarded-For: ,,,\r\nX-Forwarded-Proto: \r\nForwarded: for=\"_x\r\n", 200)]
    [InlineData("X-HTTP-Method-Override: DELETE\r\n", 200)]
    [InlineData("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff\r\ntracestate: {8000}\r\nbaggage: a=b;;;,\r\n", 200)]
    public async Task Each_header_gets_a_clear_answer(string lines, int status)
    {
        lines = lines.Replace("{100000}", new string('x', 100_000), StringComparison.Ordinal).Replace("{8000}", new string('x', 8000), StringComparison.Ordinal)
            .Replace("{many}", string.Concat(Enumerable.Range(0, 200).Select(i => $"X{i}: y\r\n")), StringComparison.Ordinal);
        var answer = await SendAsync($"GET /health/live HTTP/1.1\r\nHost: localhost\r\n{lines}Connection: close\r\n\r\n");
        Assert.True(answer.Status == status, $"{answer.Status} {answer.Body}");
    }

    /// <summary>
    /// The Functions host answers such a header with an empty error before the app is asked. Here the app is asked, so that its
    /// answer is known wherever it runs.
    /// </summary>
    [Fact]
    public async Task A_header_that_is_not_ASCII_reaches_the_app_here()
    {
        var name = Encoding.UTF8.GetBytes("GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Name: 人才\r\nAccept-Language: 中文\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, (await RawHttp.SendAsync(fixture.App.Http.BaseAddress!, name)).Status);
        var token = Encoding.UTF8.GetBytes("GET /api/v1/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer 人才\r\nConnection: close\r\n\r\n");
        Assert.Equal(401, (await RawHttp.SendAsync(fixture.App.Http.BaseAddress!, token)).Status);
    }

    [Theory]
    [InlineData("{", "\"a\":1", "}")]
    [InlineData("{", "\"u@\":1", "}")]
    [InlineData("{", "\"account\":\"x\"", "}")]
    [InlineData("{", "\"u@\":\"\\ud800\"", "}")]
    [InlineData("{", "\"\\ud800@\":1", "}")]
    public async Task A_body_full_of_mistakes_is_told_in_few_words_to_anybody(string start, string member, string end)
    {
        var answer = await _anyone.CallAsync(HttpMethod.Post, SignIn, Full(start, member, end));
        FewErrors(answer.Is(HttpStatusCode.UnprocessableEntity, RefusalCodes.ValidationFailed));
    }

    [Theory]
    [InlineData("\"u@\":1")]
    [InlineData("\"u@\":null")]
    [InlineData("\"u@\":{}")]
    [InlineData("\"u@\":[[],[]]")]
    [InlineData("\"a\":1")]
    [InlineData("\"u@\":\"\\u0000\"")]
    [InlineData("\"u@\":1e308")]
    [InlineData("\"u@\":1e-400000")]
    [InlineData("\"u@\":99999999999999999999999999999999999999")]
    public async Task Answers_full_of_mistakes_are_told_in_few_words(string member)
    {
        using var talent = await fixture.App.SignInAsync("li-wei");
        var filed = await talent.CallAsync(HttpMethod.Post, "/api/v1/requests", Full("{\"service\":\"housing-rent-subsidy\",\"answers\":{", member, "}}"), "key");
        FewErrors(filed.Is(HttpStatusCode.UnprocessableEntity, RefusalCodes.ValidationFailed));
        var bundled = await talent.CallAsync(HttpMethod.Post, "/api/v1/bundles/new-arrival/requests", Full("{\"answers\":{", member, "}}"), "key");
        FewErrors(bundled.Is(HttpStatusCode.UnprocessableEntity, RefusalCodes.ValidationFailed));
    }

    [Theory]
    [InlineData("1e400000")]
    [InlineData("-1e400000")]
    [InlineData("1e-400000")]
    [InlineData("1e2147483648")]
    [InlineData("{9}")]
    [InlineData("-{9}")]
    [InlineData("0.{9}")]
    [InlineData("{9}e-250000")]
    public async Task Numbers_of_any_size_are_only_wrong(string number)
    {
        number = number.Replace("{9}", new string('9', 250_000), StringComparison.Ordinal);
        using var talent = await fixture.App.SignInAsync("li-wei");
        foreach (var field in (string[])["monthlyRentYuan", "account", "unknown"])
        {
            var filed = await talent.CallAsync(HttpMethod.Post, "/api/v1/requests", $$$"""{"service":"housing-rent-subsidy","answers":{"{{{field}}}":{{{number}}}}}""", "key");
            FewErrors(filed.Is(HttpStatusCode.UnprocessableEntity, RefusalCodes.ValidationFailed));
        }

        FewErrors((await talent.CallAsync(HttpMethod.Post, SignIn, $$$"""{"account":{{{number}}}}""")).Is(HttpStatusCode.UnprocessableEntity));
        FewErrors((await talent.CallAsync(HttpMethod.Post, "/api/v1/requests/1/rating", $$$"""{"score":{{{number}}}}""")).Is(HttpStatusCode.UnprocessableEntity));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-8")]
    public async Task Only_UTF_8_without_a_byte_order_mark_is_JSON(string encoding)
    {
        var writer = Encoding.GetEncoding(encoding);
        using var content = new ByteArrayContent([.. writer.GetPreamble(), .. writer.GetBytes("""{"account":"li-wei"}""")]);
        content.Headers.ContentType = new("application/json");
        using var answer = await fixture.App.Http.PostAsync(SignIn, content, TestContext.Current.CancellationToken);
        (await Answer.ReadAsync(answer)).Is(HttpStatusCode.BadRequest, RefusalCodes.MalformedJson);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    [InlineData("{\"account\":[")]
    public async Task Nesting_without_end_is_malformed(string opening)
    {
        var deep = string.Concat(Enumerable.Repeat(opening, (Limit / opening.Length) - 1));
        (await _anyone.CallAsync(HttpMethod.Post, SignIn, deep)).Is(HttpStatusCode.BadRequest, RefusalCodes.MalformedJson);
    }

    [Theory]
    [InlineData("\\ud800", ValidationCodes.InvalidText)]
    [InlineData("\\udc00\\ud800", ValidationCodes.InvalidText)]
    [InlineData("\\u0000", ValidationCodes.InvalidText)]
    [InlineData("a\\u0000b", ValidationCodes.InvalidText)]
    [InlineData("\\u001b", ValidationCodes.InvalidText)]
    [InlineData("{250000}", ValidationCodes.TooLong)]
    public async Task A_text_that_is_none_is_named(string text, string code)
    {
        var json = $$"""{"account":"{{text.Replace("{250000}", new string('x', 250_000), StringComparison.Ordinal)}}"}""";
        var answer = await _anyone.CallAsync(HttpMethod.Post, SignIn, json);
        answer.Is(HttpStatusCode.UnprocessableEntity, RefusalCodes.ValidationFailed);
        Assert.Contains(code, answer.Member("errors").GetProperty("/account").EnumerateArray().Select(each => each.GetString()));
    }

    private readonly HttpClient _anyone = fixture.App.Http;

    private static void FewErrors(Answer answer)
    {
        var errors = answer.Member("errors").EnumerateObject().ToArray();
        Assert.InRange(errors.Length, 1, ValidationErrors.Most);
        Assert.InRange(answer.Content.Length, 1, 20_000);
        Assert.All(errors, each => Assert.Equal(JsonValueKind.Array, each.Value.ValueKind));
    }

    // A body as large as a body may be.
    private static string Full(string start, string member, string end)
    {
        var json = new StringBuilder(start);
        for (var i = 0; json.Length < Limit - 200; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(member.Replace("@", $"{i}", StringComparison.Ordinal));
        }

        return json.Append(end).ToString();
    }

    private Task<RawAnswer> SendAsync(string request) => RawHttp.SendAsync(fixture.App.Http.BaseAddress!, request);
}
