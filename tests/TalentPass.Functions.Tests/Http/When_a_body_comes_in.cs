using System.Text;
using TalentPass.Core;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_a_body_comes_in(PipelineApp app) : IClassFixture<PipelineApp>
{
    private const string Things = "/api/v1/samples";

    [Theory]
    [InlineData("""{"name":"人才"}""")]
    [InlineData("""{"name":"𬭎𬭎𬭎𬭎𬭎𬭎𬭎𬭎𬭎𬭎"}""")]
    [InlineData("""{"name":"a","level":5,"day":"2026-02-28","at":"2026-02-28T08:00:00+08:00","kind":"very_special","tags":["x"],"inner":{"word":"a","deeper":{"word":"b"}},"numbers":{"n":1},"answers":{"any":["thing",1,null]}}""")]
    [InlineData("""{"name":"a","code":"\ud800 \u0000"}""")]
    [InlineData("""{"name":"a","level":null,"inner":null}""")]
    public async Task A_body_of_the_right_shape_is_taken(string json) =>
        Assert.Equal(201, (await PostAsync(json)).Status);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"name":"a",}""")]
    [InlineData("""{"name":"a"} {}""")]
    [InlineData("""{"name":'a'}""")]
    [InlineData("""{/* */"name":"a"}""")]
    [InlineData("{\"name\":\"a\u0001\"}")]
    [InlineData("{\"name\":NaN}")]
    public async Task What_is_no_json_is_malformed(string json)
    {
        var reply = await PostAsync(json);
        Assert.Equal((400, RefusalCodes.MalformedJson), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Bytes_that_are_no_utf8_are_malformed()
    {
        using var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new("application/json");
        var reply = await PostAsync(body);
        Assert.Equal((400, RefusalCodes.MalformedJson), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task Nesting_without_end_is_malformed()
    {
        var reply = await PostAsync(new string('[', 5000) + new string(']', 5000));
        Assert.Equal((400, RefusalCodes.MalformedJson), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("{}", "/name", "required")]
    [InlineData("""{"name":null}""", "/name", "not_null")]
    [InlineData("""{"name":1}""", "/name", "wrong_type")]
    [InlineData("""{"name":["a"]}""", "/name", "wrong_type")]
    [InlineData("""{"name":""}""", "/name", "required")]
    [InlineData("""{"name":" \u200b\u3000"}""", "/name", "required")]
    [InlineData("""{"name":"12345678901"}""", "/name", "too_long")]
    [InlineData("""{"name":"\u0000"}""", "/name", "invalid_text")]
    [InlineData("""{"name":"\ud800"}""", "/name", "invalid_text")]
    [InlineData("""{"name":"\u001b[2J"}""", "/name", "invalid_text")]
    [InlineData("""{"name":"a","level":6}""", "/level", "out_of_range")]
    [InlineData("""{"name":"a","level":1.5}""", "/level", "wrong_type")]
    [InlineData("""{"name":"a","level":"1"}""", "/level", "wrong_type")]
    [InlineData("""{"name":"a","level":99999999999}""", "/level", "wrong_type")]
    [InlineData("""{"name":"a","day":"2026-02-29"}""", "/day", "invalid_format")]
    [InlineData("""{"name":"a","at":"2026-02-28T08:00:00"}""", "/at", "invalid_format")]
    [InlineData("""{"name":"a","kind":"odd"}""", "/kind", "invalid_format")]
    [InlineData("""{"name":"a","kind":1}""", "/kind", "wrong_type")]
    [InlineData("""{"name":"a","tags":"x"}""", "/tags", "wrong_type")]
    [InlineData("""{"name":"a","tags":["x",null]}""", "/tags/1", "not_null")]
    [InlineData("""{"name":"a","tags":["x","y","z","w"]}""", "/tags", "too_many")]
    [InlineData("""{"name":"a","inner":{}}""", "/inner/word", "required")]
    [InlineData("""{"name":"a","inner":{"word":"B"}}""", "/inner/word", "invalid_format")]
    [InlineData("""{"name":"a","inner":{"word":"b","deeper":{"word":"c","x":1}}}""", "/inner/deeper/x", "unknown_field")]
    [InlineData("""{"name":"a","inner":[]}""", "/inner", "wrong_type")]
    [InlineData("""{"name":"a","numbers":{"n":"one"}}""", "/numbers/n", "wrong_type")]
    [InlineData("""{"name":"a","answers":{"a":{"b":["\u0000"]}}}""", "/answers/a/b/0", "invalid_text")]
    [InlineData("""{"name":"a","answers":{"a":1,"a":2}}""", "/answers/a", "duplicate_field")]
    [InlineData("""{"name":"a","name":"b"}""", "/name", "duplicate_field")]
    [InlineData("""{"name":"a","Name":"b"}""", "/Name", "unknown_field")]
    [InlineData("""{"name":"a","a/b~c":1}""", "/a~1b~0c", "unknown_field")]
    [InlineData("[]", "", "wrong_type")]
    [InlineData("null", "", "not_null")]
    [InlineData("\"text\"", "", "wrong_type")]
    public async Task What_does_not_fit_is_named_by_pointer_and_code(string json, string pointer, string code)
    {
        var reply = await PostAsync(json);
        Assert.Equal((422, RefusalCodes.ValidationFailed), (reply.Status, reply.Code));
        Assert.Equal([code], reply.ErrorsAt(pointer));
    }

    [Fact]
    public async Task Every_mistake_is_named_at_once()
    {
        var reply = await PostAsync("""{"level":9,"extra":1,"inner":{}}""");
        Assert.Equal(["/extra", "/inner/word", "/level", "/name"], reply.Member("errors").EnumerateObject().Select(each => each.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{", "\"a\":1", "}")]
    [InlineData("{", "\"u@\":1", "}")]
    [InlineData("{\"name\":\"a\",\"answers\":{", "\"a\":1", "}}")]
    [InlineData("{\"name\":\"a\",\"answers\":{", "\"u@\":\"\\u0000\"", "}}")]
    [InlineData("{\"name\":\"a\",\"answers\":[", "\"\\u0000\"", "]}")]
    [InlineData("{\"name\":\"a\",\"tags\":[", "1", "]}")]
    [InlineData("{\"name\":\"a\",\"numbers\":{", "\"u@\":\"\"", "}}")]
    public async Task A_body_full_of_mistakes_is_refused_in_few_words(string start, string member, string end)
    {
        var json = new StringBuilder(start);
        for (var i = 0; json.Length < (256 * 1024) - 100; i++)
        {
            json.Append(i == 0 ? "" : ",").Append(member.Replace("@", $"{i}", StringComparison.Ordinal));
        }

        var reply = await PostAsync(json.Append(end).ToString());
        Assert.Equal(422, reply.Status);
        var errors = reply.Json.GetProperty("errors").EnumerateObject().ToArray();
        Assert.InRange(errors.Length, 1, ValidationErrors.Most);
        Assert.All(errors, each => Assert.Equal(each.Value.GetArrayLength(), each.Value.EnumerateArray().Select(code => code.GetString()).Distinct().Count()));
        Assert.InRange(reply.Text.Length, 1, 10_000);
    }

    [Fact]
    public async Task A_name_of_any_length_makes_a_short_pointer()
    {
        var reply = await PostAsync($$"""{"name":"a","{{string.Concat(Enumerable.Repeat("𬭎", 50_000))}}":1}""");
        Assert.Equal($"/{string.Concat(Enumerable.Repeat("𬭎", 99))}", Assert.Single(reply.Json.GetProperty("errors").EnumerateObject()).Name);
    }

    [Fact]
    public async Task A_body_over_256_KiB_is_too_large_whether_announced_or_chunked()
    {
        var json = $$"""{"name":"{{new string('x', 256 * 1024 - 10)}}"}""";
        var announced = await PostAsync(json);
        using var stream = new StreamContent(new Unseekable(Encoding.UTF8.GetBytes(json)));
        stream.Headers.ContentType = new("application/json");
        var chunked = await PostAsync(stream);
        Assert.Equal((413, RefusalCodes.BodyTooLarge), (announced.Status, announced.Code));
        Assert.Equal((413, RefusalCodes.BodyTooLarge), (chunked.Status, chunked.Code));
    }

    [Fact]
    public async Task A_body_of_256_KiB_is_read()
    {
        var json = $$"""{"name":"{{new string('x', 256 * 1024 - 11)}}"}""";
        Assert.Equal(["too_long"], (await PostAsync(json)).ErrorsAt("/name"));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=gb2312")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public async Task Another_media_type_is_not_supported(string? type)
    {
        using var body = new ByteArrayContent("""{"name":"a"}"""u8.ToArray());
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        var reply = await PostAsync(body);
        Assert.Equal((415, RefusalCodes.UnsupportedMediaType), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_compressed_body_is_not_supported()
    {
        using var body = new ByteArrayContent([1, 2, 3]);
        body.Headers.ContentType = new("application/json");
        body.Headers.ContentEncoding.Add("gzip");
        Assert.Equal(415, (await PostAsync(body)).Status);
    }

    [Fact]
    public async Task An_operation_without_a_body_takes_none_or_an_empty_object()
    {
        var path = "/api/v1/sample-refusals/not_found";
        Assert.Equal(404, (await app.SendAsync(HttpMethod.Post, path, await app.TokenAsync())).Status);
        Assert.Equal(404, (await app.PostAsync(path, await app.TokenAsync(), "{}")).Status);
        Assert.Equal(["unknown_field"], (await app.PostAsync(path, await app.TokenAsync(), """{"a":1}""")).ErrorsAt("/a"));
    }

    [Fact]
    public async Task A_raw_body_is_taken_as_it_is_up_to_its_own_limit()
    {
        using var csv = new StringContent("a,b", Encoding.UTF8, "text/csv");
        using var large = new StringContent(new string('a', 1025), Encoding.UTF8, "text/csv");
        var reply = await app.SendAsync(HttpMethod.Post, "/api/v1/sample-files", null, csv);
        Assert.Equal((200, "a,b", "text/csv; charset=utf-8"), (reply.Status, reply.Text, reply.Headers["Content-Type"]));
        Assert.Equal("attachment; filename=__.csv; filename*=UTF-8''%E4%BA%BA%E6%89%8D.csv", reply.Headers["Content-Disposition"]);
        Assert.Equal(413, (await app.SendAsync(HttpMethod.Post, "/api/v1/sample-files", null, large)).Status);
        Assert.Equal(415, (await app.PostAsync("/api/v1/sample-files", null, "{}")).Status);
    }

    private async Task<Reply> PostAsync(string json) => await app.PostAsync(Things, await app.TokenAsync(Roles.Talent), json);

    private async Task<Reply> PostAsync(HttpContent body) => await app.SendAsync(HttpMethod.Post, Things, await app.TokenAsync(Roles.Talent), body);

    /// <summary>A stream without a known length. The HTTP client sends it in chunks.</summary>
    private sealed class Unseekable(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
