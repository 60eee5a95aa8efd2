using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Core.Trust.Lists;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Tests.Http;

/// <summary>The app compresses public answers itself (content codings, RFC 9110, sections 8.4 and 12.5.3).</summary>
public sealed class When_public_answers_are_compressed(AppFixture fixture) : IClassFixture<AppFixture>
{
    private readonly TestApp _app = fixture.App;

    public static TheoryData<string> Public { get; } =
    [
        "/.well-known/talentpass/trust", "/.well-known/talentpass/keys", "/.well-known/talentpass/root",
        "/.well-known/talentpass/status/0", "/.well-known/talentpass/status-lists", "/.well-known/talentpass/partners",
        "/openapi/v1.json", "/hall", "/assets/hall.js",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Public))]
    public async Task Every_coding_holds_the_same_bytes_under_a_version_of_its_own_and_304_for_each(string path)
    {
        await _app.Services.GetRequiredService<PublishStatusLists>().RunAsync(Cancel);
        var plain = await GetAsync(path);
        var packed = new[] { await GetAsync(path, "br"), await GetAsync(path, "gzip") };
        Assert.Equal((HttpStatusCode.OK, null), (plain.Status, plain.Coding));
        Assert.Equal(["br", "gzip"], packed.Select(each => each.Coding));
        Assert.All(packed, each => Assert.Equal(plain.Bytes, Decode(each)));

        Seen[] all = [plain, .. packed];
        Assert.Equal(3, all.Select(each => each.ETag).Distinct().Count());
        Assert.All(all, each => Assert.Matches("^\"[^\"]+\"$", each.ETag));
        Assert.All(all, each => Assert.Contains("Accept-Encoding", each.Vary));
        foreach (var (known, coding) in all.Zip(new[] { null, "br", "gzip" }))
        {
            var again = await GetAsync(path, coding, known.ETag);
            Assert.Equal((HttpStatusCode.NotModified, known.ETag, 0), (again.Status, again.ETag, again.Bytes.Length));
            Assert.Contains("Accept-Encoding", again.Vary);

            var another = await GetAsync(path, coding == "br" ? "gzip" : "br", known.ETag);
            Assert.Equal(HttpStatusCode.OK, another.Status);
        }
    }

    [Fact]
    public async Task A_verifier_that_asks_for_brotli_takes_the_lists_as_they_are()
    {
        await _app.Services.GetRequiredService<PublishStatusLists>().RunAsync(Cancel);
        using var http = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = _app.Http.BaseAddress };
        var (bytes, root) = await Trust.PublishedTrust.FetchAsync(http);
        var now = TimeProvider.System.GetUtcNow();
        var trust = new TrustBook();
        Assert.Null(trust.Accept(bytes, root));
        Assert.Null(new StatusBook(trust).Accept(root.Kid.City, 0, await http.GetByteArrayAsync("/.well-known/talentpass/status/0", Cancel), now));
    }

    [Theory]
    [InlineData("gzip, br", "br")]
    [InlineData("br;q=0.5, gzip;q=0.8", "gzip")]
    [InlineData("gzip;q=1.0, br;q=1.0, *;q=0.1", "br")]
    [InlineData("BR", "br")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("*", "br")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("*;q=0, gzip;q=0.1", "gzip")]
    [InlineData("deflate, zstd", null)]
    [InlineData("br;q=0, gzip;q=0", null)]
    [InlineData("identity, br;q=0.5", null)]
    [InlineData("identity;q=0.5, br;q=0.5", "br")]
    [InlineData("identity;q=0, *;q=0", null)]
    [InlineData("br;q=2", null)]
    [InlineData("gzip;;;=,\"", null)]
    [InlineData("", null)]
    [InlineData("identity", null)]
    public async Task The_coding_is_the_one_the_client_likes_best(string accepts, string? coding)
    {
        Assert.Equal(coding, (await GetAsync("/.well-known/talentpass/keys", accepts)).Coding);
    }

    [Fact]
    public async Task What_HEAD_says_is_what_GET_sends()
    {
        var got = await GetAsync("/.well-known/talentpass/trust", "br");
        using var request = new HttpRequestMessage(HttpMethod.Head, "/.well-known/talentpass/trust");
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        using var head = await _app.Http.SendAsync(request, Cancel);
        Assert.Equal((got.Bytes.Length, "br", got.ETag), ((int)head.Content.Headers.ContentLength!, head.Content.Headers.ContentEncoding.Single(), head.Headers.ETag!.ToString()));
    }

    [Theory]
    [InlineData("li-wei", "/api/v1/me")]
    [InlineData("li-wei", "/api/v1/services")]
    [InlineData("office", "/api/v1/catalogue")]
    public async Task What_may_be_somebodys_is_never_compressed(string account, string path)
    {
        using var client = await _app.SignInAsync(account);
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br, gzip");
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.DoesNotContain("Accept-Encoding", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_refusal_is_never_compressed_nor_is_what_is_compressed_already()
    {
        Assert.Null((await GetAsync("/.well-known/talentpass/status/99", "br")).Coding);
        Assert.Null((await GetAsync("/docs/favicon-32x32.png", "br")).Coding);
    }

    [Fact]
    public void A_version_is_compressed_once()
    {
        var codings = new ContentCodings();
        var text = Encoding.UTF8.GetBytes(new string('a', 4000));
        var first = codings.Encode("v1", text, ContentCoding.Brotli);
        Assert.Equal(first, codings.Encode("v1", text.ToArray(), ContentCoding.Brotli));
        Assert.NotEqual(first, codings.Encode("v2", text, ContentCoding.Brotli));
        Assert.NotEqual(first, codings.Encode("v1", text, ContentCoding.Gzip));
    }

    private async Task<Seen> GetAsync(string path, string? accepts = null, string? ifNoneMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (accepts is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept-Encoding", accepts);
        }

        if (ifNoneMatch is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        }

        using var answer = await _app.Http.SendAsync(request, Cancel);
        return new Seen(
            answer.StatusCode,
            answer.Content.Headers.ContentEncoding.SingleOrDefault(),
            answer.Headers.ETag?.ToString() ?? "",
            [.. answer.Headers.Vary],
            await answer.Content.ReadAsByteArrayAsync(Cancel));
    }

    private static byte[] Decode(Seen seen)
    {
        using var packed = new MemoryStream(seen.Bytes);
        using Stream unpack = seen.Coding == "br" ? new BrotliStream(packed, CompressionMode.Decompress) : new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        unpack.CopyTo(plain);
        return plain.ToArray();
    }

    private sealed record Seen(HttpStatusCode Status, string? Coding, string ETag, string[] Vary, byte[] Bytes);
}
