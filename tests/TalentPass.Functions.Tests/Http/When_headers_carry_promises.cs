using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

public sealed class When_headers_carry_promises(PipelineApp app) : IClassFixture<PipelineApp>
{
    private const string Things = "/api/v1/samples";
    private const string Act = "/api/v1/sample-desks/housing/act";

    [Fact]
    public async Task Something_created_says_where_it_is_which_version_it_has_and_that_nobody_keeps_it()
    {
        var reply = await app.PostAsync(Things, await TalentAsync(), """{"name":"abc"}""");
        Assert.Equal((201, "/api/v1/samples/3", "\"7\"", "no-store", "nosniff"), (reply.Status, reply.Headers["Location"], reply.Headers["ETag"], reply.Headers["Cache-Control"], reply.Headers["X-Content-Type-Options"]));
    }

    [Fact]
    public async Task Times_are_answered_with_the_citys_offset()
    {
        var reply = await app.PostAsync(Things, await TalentAsync(), """{"name":"a","at":"2026-02-28T23:30:00.5Z"}""");
        Assert.Equal("2026-03-01T07:30:00.5+08:00", reply.Member("at").GetString());
    }

    [Fact]
    public async Task The_same_key_and_body_make_the_same_fingerprint_another_body_or_route_another_one()
    {
        var first = await FingerprintAsync("""{"name":"a"}""");
        Assert.Equal(first, await FingerprintAsync("""{"name":"a"}"""));
        Assert.NotEqual(first, await FingerprintAsync("""{"name":"b"}"""));
        Assert.NotEqual(await ActAsync("housing"), await ActAsync("health"));

        async Task<string?> FingerprintAsync(string json) =>
            (await app.PostAsync(Things, await TalentAsync(), json, ("Idempotency-Key", "k"))).Member("fingerprint").GetString();

        async Task<string?> ActAsync(string department) =>
            (await app.SendAsync(HttpMethod.Post, $"/api/v1/sample-desks/{department}/act", await app.TokenAsync(Roles.Supervisor), null, ("If-Match", "\"7\""), ("Idempotency-Key", "k")))
            .Member("fingerprint").GetString();
    }

    [Fact]
    public async Task A_stored_first_answer_is_marked()
    {
        Assert.Equal("true", (await app.PostAsync(Things, await TalentAsync(), """{"name":"a"}""", ("Idempotency-Key", "replay"))).Headers["Idempotency-Replayed"]);
        Assert.False((await app.PostAsync(Things, await TalentAsync(), """{"name":"a"}""", ("Idempotency-Key", "fresh"))).Headers.ContainsKey("Idempotency-Replayed"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("tab\tbed")]
    [InlineData("129")]
    public async Task A_key_that_is_not_1_to_128_visible_characters_is_refused(string key)
    {
        var sent = key == "129" ? new string('k', 129) : key;
        var reply = await app.PostAsync(Things, await TalentAsync(), """{"name":"a"}""", ("Idempotency-Key", sent));
        Assert.Equal((400, RefusalCodes.IdempotencyKeyInvalid), (reply.Status, reply.Code));
    }

    [Fact]
    public async Task A_key_of_128_characters_is_taken() =>
        Assert.Equal(201, (await app.PostAsync(Things, await TalentAsync(), """{"name":"a"}""", ("Idempotency-Key", new string('~', 128)))).Status);

    [Theory]
    [InlineData(null, 428, RefusalCodes.PreconditionRequired)]
    [InlineData("*", 428, RefusalCodes.PreconditionRequired)]
    [InlineData("\"6\"", 412, RefusalCodes.ChangedMeanwhile)]
    [InlineData("W/\"7\"", 412, RefusalCodes.ChangedMeanwhile)]
    [InlineData("7", 412, RefusalCodes.ChangedMeanwhile)]
    [InlineData("\"7", 412, RefusalCodes.ChangedMeanwhile)]
    [InlineData("\"7\"", 200, null)]
    [InlineData("\"6\", \"7\"", 200, null)]
    [InlineData("W/\"6\", \"7\"", 200, null)]
    public async Task If_match_decides(string? sent, int status, string? code)
    {
        (string, string)[] headers = sent is null ? [] : [("If-Match", sent)];
        var reply = await app.SendAsync(HttpMethod.Post, Act, await app.TokenAsync(Roles.Desk, "housing"), null, headers);
        Assert.Equal((status, code), (reply.Status, reply.Code));
    }

    [Theory]
    [InlineData("\"7\"", 304)]
    [InlineData("W/\"7\"", 304)]
    [InlineData("*", 304)]
    [InlineData("\"8\"", 200)]
    [InlineData("nonsense", 200)]
    public async Task A_reader_who_has_the_version_is_not_sent_it_again(string sent, int status) =>
        Assert.Equal(status, (await app.GetAsync("/api/v1/samples/1", null, ("If-None-Match", sent))).Status);

    [Fact]
    public async Task A_head_answers_like_a_get_without_the_content()
    {
        var get = await app.GetAsync("/api/v1/samples/1");
        var head = await app.SendAsync(HttpMethod.Head, "/api/v1/samples/1");
        Assert.Equal((200, ""), (head.Status, head.Text));
        Assert.Equal(get.Headers["Content-Length"], head.Headers["Content-Length"]);
    }

    private Task<string> TalentAsync() => app.TokenAsync(Roles.Talent);
}
