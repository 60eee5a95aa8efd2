using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Files;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Files;

/// <summary>A download is opened only as far as the client asks for it, and read from storage only as fast as the client reads.</summary>
public sealed class When_a_file_is_downloaded(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    private static readonly byte[] _pdf = FileCalls.Pdf;
    private readonly WatchedStorage _storage = new("0000w3e1");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public override async ValueTask InitializeAsync() => await StartAsync(configure: services => services.AddSingleton<HttpPipelineTransport>(_storage));

    [Fact]
    public async Task HEAD_tells_what_there_is_and_reads_no_content()
    {
        using var talent = await App.SignInAsync("li-wei");
        var path = await UploadAsync(talent, _pdf);
        _storage.Forget();
        using var answer = await talent.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel);
        Assert.Equal((HttpStatusCode.OK, _pdf.Length, "application/pdf"), (answer.StatusCode, (int)answer.Content.Headers.ContentLength!, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal($"\"{Hash(_pdf)}\"", answer.Headers.ETag!.Tag);
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.Empty(_storage.Contents);
        Assert.Single(_storage.Calls);
    }

    [Fact]
    public async Task Whoever_has_the_version_is_told_so_without_a_look_into_the_content()
    {
        using var talent = await App.SignInAsync("li-wei");
        var path = await UploadAsync(talent, _pdf);
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "If-None-Match", $"\"{Hash(_pdf)}\"" }, { "Range", "bytes=0-4" } } };
        using var answer = await talent.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, answer.StatusCode);
        Assert.Empty(_storage.Contents);
    }

    [Theory]
    [InlineData("bytes=0-4", 206, 0, 5)]
    [InlineData("bytes=3-3", 206, 3, 1)]
    [InlineData("bytes=5-", 206, 5, null)]
    [InlineData("bytes=0-", 206, 0, null)]
    [InlineData("Bytes=0-4", 206, 0, 5)]
    [InlineData("bytes=2-999999", 206, 2, null)]
    [InlineData("bytes=-4", 206, -4, 4)]
    [InlineData("bytes=-999999", 206, 0, null)]
    [InlineData("bytes=999999-", 416, 0, 0)]
    [InlineData("bytes=-0", 416, 0, 0)]
    [InlineData("bytes=5-2", 200, 0, null)]
    [InlineData("bytes=0-1,3-4", 200, 0, null)]
    [InlineData("bytes=a-b", 200, 0, null)]
    [InlineData("bytes=", 200, 0, null)]
    [InlineData("bytes=0-99999999999999999999", 200, 0, null)]
    [InlineData("items=0-4", 200, 0, null)]
    [InlineData("nonsense", 200, 0, null)]
    public async Task One_range_is_honoured(string range, int status, int from, int? length)
    {
        using var talent = await App.SignInAsync("li-wei");
        using var answer = await GetAsync(talent, await UploadAsync(talent, _pdf), range);
        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 416)
        {
            Assert.Equal($"bytes */{_pdf.Length}", answer.Content.Headers.ContentRange!.ToString());
            Assert.Equal("range_not_satisfiable", (await Answer.ReadAsync(answer)).Code);
            Assert.Empty(_storage.Contents);
            return;
        }

        var first = from < 0 ? _pdf.Length + from : from;
        var wanted = _pdf[first..(first + (length ?? _pdf.Length - first))];
        Assert.Equal(wanted, await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(wanted.Length, answer.Content.Headers.ContentLength);
        Assert.Equal(status == 206 ? $"bytes {first}-{first + wanted.Length - 1}/{_pdf.Length}" : null, answer.Content.Headers.ContentRange?.ToString());
        Assert.Equal(wanted.Length, Assert.Single(_storage.Contents).BytesRead);
    }

    [Theory]
    [InlineData("\"{0}\"", 206)]
    [InlineData("W/\"{0}\"", 200)]
    [InlineData("\"another\"", 200)]
    [InlineData("Wed, 21 Oct 2026 07:28:00 GMT", 200)]
    [InlineData("nonsense", 200)]
    public async Task A_part_is_sent_only_of_the_version_that_the_client_has(string version, int status)
    {
        using var talent = await App.SignInAsync("li-wei");
        using var answer = await GetAsync(talent, await UploadAsync(talent, _pdf), "bytes=0-4", string.Format(null, version, Hash(_pdf)));
        Assert.Equal((status, status == 206 ? 5 : _pdf.Length), ((int)answer.StatusCode, (await answer.Content.ReadAsByteArrayAsync(Cancel)).Length));
    }

    [Fact]
    public async Task A_part_at_a_desk_is_a_look_and_HEAD_is_none()
    {
        using var talent = await App.SignInAsync("li-wei");
        var file = (await UploadAsync(talent, _pdf)).Split('/')[^1];
        var filed = await talent.PostJsonAsync(
            "/api/v1/requests", new { service = Rent, answers = SeedCatalogue.Example(Rent), materials = new[] { new { id = "lease-contract", file } } }, "k1");
        using var desk = await App.SignInAsync("desk-housing");
        await RequestCalls.OnDeskAsync(desk, "housing", filed.Text("number"));
        var path = $"/api/v1/desks/housing/requests/{filed.Text("number")}/files/{file}";
        await talent.PostJsonAsync("/api/v1/passes", new { });
        (await desk.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Cancel)).EnsureSuccessStatusCode();
        Assert.Equal(0, await LooksAsync());
        using var part = await GetAsync(desk, path, "bytes=1-3");
        Assert.Equal((HttpStatusCode.PartialContent, "PDF"), (part.StatusCode, await part.Content.ReadAsStringAsync(Cancel)));
        Assert.Equal(1, await LooksAsync());

        async Task<int> LooksAsync() => (await talent.GetJsonAsync("/api/v1/passes/current/access-log")).Items
            .Count(each => each.GetProperty("action").GetString() == "file.read");
    }

    [Fact]
    public async Task A_large_file_comes_whole()
    {
        using var talent = await App.SignInAsync("li-wei");
        var large = Large();
        using var answer = await talent.GetAsync(await UploadAsync(talent, large), Cancel);
        Assert.Equal(Hash(large), Convert.ToHexStringLower(await SHA256.HashDataAsync(await answer.Content.ReadAsStreamAsync(Cancel), Cancel)));
        Assert.Equal(large.Length, answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Downloads_that_nobody_reads_are_not_read_from_storage_and_others_are_served()
    {
        const int Clients = 40;
        using var talent = await App.SignInAsync("li-wei");
        var large = Large();
        var path = await UploadAsync(talent, large);
        _storage.Forget();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => AskAsync(talent, path)));
        await HttpJson.UntilAsync(() => Task.FromResult(_storage.Contents.Count), count => count == Clients, "all downloads are open");

        (await talent.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        using var part = await GetAsync(talent, path, "bytes=0-4");
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        // What was read stands in the buffers of the connections: a small part of the file.
        Assert.InRange(_storage.Contents.Sum(each => each.BytesRead), Clients, Clients * (large.Length / 3));

        foreach (var client in clients)
        {
            client.Dispose();
        }

        await HttpJson.UntilAsync(() => Task.FromResult(_storage.Contents), all => all.All(each => each.IsClosed), "no download of a client who left is open");
        Assert.InRange(_storage.Contents.Sum(each => each.BytesRead), Clients, Clients * (large.Length / 3));
    }

    [Fact]
    public async Task A_content_that_breaks_off_is_cut_and_not_passed_off_as_whole()
    {
        using var talent = await App.SignInAsync("li-wei");
        var path = await UploadAsync(talent, Large());
        _storage.BreaksOffAfter = 1_000_000;
        using var answer = await talent.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await answer.Content.ReadAsStreamAsync(Cancel)).CopyToAsync(Stream.Null, Cancel));
        _storage.BreaksOffAfter = null;
        Assert.Equal(HttpStatusCode.OK, (await talent.GetAsync(path, Cancel)).StatusCode);
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static byte[] Large()
    {
        var content = new byte[UploadFile.MaxBytes];
        for (var at = 0; at < content.Length; at++)
        {
            content[at] = (byte)(at * 31 + (at >> 8));
        }

        _pdf.CopyTo(content, 0);
        return content;
    }

    // Sends a request and reads nothing of the answer.
    private async Task<Socket> AskAsync(HttpClient talent, string path)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8 * 1024 };
        await socket.ConnectAsync(App.Http.BaseAddress!.Host, App.Http.BaseAddress.Port, Cancel);
        var token = talent.DefaultRequestHeaders.Authorization!.Parameter;
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n"), Cancel);
        return socket;
    }

    private static async Task<string> UploadAsync(HttpClient talent, byte[] content) =>
        (await FileCalls.UploadAsync(talent, "lease.pdf", content)).Is(HttpStatusCode.Created).Location!;

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string path, string range, string? ifRange = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Assert.True(request.Headers.TryAddWithoutValidation("Range", range));
        if (ifRange is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("If-Range", ifRange));
        }

        return await client.SendAsync(request, Cancel);
    }
}
