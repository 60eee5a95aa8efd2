using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Core;

namespace TalentPass.Functions.Tests.Http;

/// <summary>
/// What is wrong with a body is its sender's fault: the answer is 400, 413 or 415, or the connection is closed. It is never
/// taken for a failure of storage, and it leaves no warning in the log.
/// </summary>
public sealed class When_a_body_is_broken(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string SignIn = "/api/v1/sign-in/demo";
    private const string Json = "Content-Type: application/json\r\n";
    private const string Chunked = "Transfer-Encoding: chunked\r\n";
    private const string Part = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\r\n";

    private readonly RecordedLog _log = new(LogLevel.Warning);
    private TestApp _app = null!;

    public async ValueTask InitializeAsync() =>
        _app = await TestApp.StartAsync(azurite.NewAccount(), services => services.AddSingleton<ILoggerProvider>(_log));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("FFFFFFFF\r\n{}")]
    [InlineData("80000000\r\n{}")]
    [InlineData("100000000\r\n{}")]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFF\r\n{}")]
    [InlineData("-1\r\n{}")]
    [InlineData("ZZZ\r\n{}")]
    [InlineData("\r\n{}")]
    [InlineData("0x2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("2\r\n{}XX0\r\n\r\n")]
    [InlineData("2\n{}\n0\n\n")]
    public async Task Bad_chunks_are_the_senders_fault(string body)
    {
        await RefusedAsync(await PostAsync(SignIn, Json + Chunked, body), RefusalCodes.MalformedRequest);
        await RefusedAsync(await UploadAsync(Chunked, $"{Part.Length:x}\r\n{Part}\r\n{body}"), RefusalCodes.MalformedRequest);
    }

    [Theory]
    [InlineData("7FFFFFFF\r\n{}", "")]
    [InlineData("F\r\n{}", "")]
    [InlineData("2\r\n{}\r\n", "")]
    [InlineData("2", "")]
    [InlineData("{}", "Content-Length: 100\r\n")]
    [InlineData("", "Content-Length: 100\r\n")]
    public async Task A_sender_who_leaves_in_the_middle_is_not_answered(string body, string length)
    {
        foreach (var ending in (Ending[])[Ending.HangUp, Ending.Reset])
        {
            Assert.Equal(0, (await PostAsync(SignIn, $"{Json}{(length == "" ? Chunked : length)}", body, ending)).Status);
            Assert.Equal(0, (await UploadAsync(length == "" ? Chunked : "Content-Length: 5000\r\n", length == "" ? $"{Part.Length:x}\r\n{Part}\r\n{body}" : Part, ending)).Status);
        }

        await QuietAsync();
    }

    [Theory]
    [InlineData("Content-Length: -1\r\n")]
    [InlineData("Content-Length: abc\r\n")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n")]
    [InlineData("Content-Length: 99999999999999999999\r\n")]
    [InlineData("Content-Length: 2, 2\r\n")]
    [InlineData("Transfer-Encoding: gzip\r\n")]
    [InlineData("Transfer-Encoding: chunked, gzip\r\n")]
    public async Task A_length_that_is_none_is_400_of_the_server(string lines)
    {
        Assert.Equal(400, (await PostAsync(SignIn, Json + lines, "{}")).Status);
        await QuietAsync();
    }

    [Theory]
    [InlineData("gzip, chunked")]
    [InlineData("identity, chunked")]
    public async Task A_coding_that_nobody_decodes_is_refused(string coding) =>
        await RefusedAsync(await PostAsync(SignIn, $"{Json}Transfer-Encoding: {coding}\r\n", "2\r\n{}\r\n0\r\n\r\n"), RefusalCodes.MalformedRequest);

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("x, y")]
    public async Task A_compressed_body_is_not_unpacked(string coding)
    {
        await RefusedAsync(await PostAsync(SignIn, $"{Json}Content-Encoding: {coding}\r\nContent-Length: 2\r\n", "{}"), RefusalCodes.UnsupportedMediaType);
        await RefusedAsync(await UploadAsync($"Content-Encoding: {coding}\r\nContent-Length: {Part.Length}\r\n", Part), RefusalCodes.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("100-continue")]
    [InlineData("tea")]
    public async Task What_the_sender_expects_changes_nothing(string expected)
    {
        var answer = await PostAsync(SignIn, $"{Json}Content-Length: 2\r\nExpect: {expected}\r\n", "{}");
        Assert.Equal((422, RefusalCodes.ValidationFailed), (answer.Status, answer.Code));
        await RefusedAsync(await PostAsync(SignIn, $"{Json}Content-Length: 300000\r\nExpect: {expected}\r\n", ""), RefusalCodes.BodyTooLarge);
    }

    [Fact]
    public async Task More_than_was_announced_is_no_part_of_the_body()
    {
        var answer = await PostAsync(SignIn, $"{Json}Content-Length: 2\r\n", "{}{\"account\":1}\r\n\r\n");
        Assert.Equal((422, RefusalCodes.ValidationFailed), (answer.Status, answer.Code));
        await QuietAsync();
    }

    [Theory]
    [InlineData(262_145, "/api/v1/sign-in/demo", "application/json")]
    [InlineData(40_000_000, "/api/v1/sign-in/demo", "application/json")]
    [InlineData(99_999_999_999, "/api/v1/sign-in/demo", "application/json")]
    [InlineData(10_551_297, "/api/v1/files", "multipart/form-data; boundary=b")]
    [InlineData(40_000_000, "/api/v1/files", "multipart/form-data; boundary=b")]
    [InlineData(99_999_999_999, "/api/v1/files", "multipart/form-data; boundary=b")]
    public async Task A_length_above_the_limit_is_refused_before_anything_is_read(long length, string path, string type) =>
        await RefusedAsync(
            await RawHttp.SendAsync(_app.Http.BaseAddress!, $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{await TokenAsync()}Content-Type: {type}\r\nContent-Length: {length}\r\n\r\n"),
            RefusalCodes.BodyTooLarge);

    [Fact]
    public async Task Chunks_above_the_limit_are_refused_wherever_in_the_body_they_are()
    {
        var filler = new string('x', 64 * 1024);
        var chunks = string.Concat(Enumerable.Repeat($"10000\r\n{filler}\r\n", 5));
        await RefusedAsync(await PostAsync(SignIn, Json + Chunked, $"{chunks}0\r\n\r\n"), RefusalCodes.BodyTooLarge);

        // Eleven MiB of a text field, before and behind the file.
        var text = "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\n";
        var field = $"{text.Length:x}\r\n{text}\r\n{string.Concat(Enumerable.Repeat($"10000\r\n{filler}\r\n", 176))}2\r\n\r\n\r\n";
        var file = $"{Part.Length:x}\r\n{Part}\r\n";
        await RefusedAsync(await UploadAsync(Chunked, $"{field}{file}"), RefusalCodes.BodyTooLarge);
        await RefusedAsync(await UploadAsync(Chunked, $"{file}{field}"), RefusalCodes.BodyTooLarge);
    }

    [Theory]
    [InlineData("multipart/form-data", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=\"\"", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary={201}", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b; boundary=c", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "x", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\n", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nno header at all\r\n\r\n--b--\r\n", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n%PDF-1.7 cut", RefusalCodes.MalformedRequest)]
    [InlineData("multipart/form-data; boundary=b", "--b--\r\n", RefusalCodes.ValidationFailed)]
    [InlineData("multipart/mixed; boundary=b", "--b--\r\n", RefusalCodes.UnsupportedMediaType)]
    [InlineData("application/json", "{}", RefusalCodes.UnsupportedMediaType)]
    public async Task Bad_multipart_is_the_senders_fault(string type, string body, string code)
    {
        type = type.Replace("{201}", new string('b', 201), StringComparison.Ordinal);
        var answer = await RawHttp.SendAsync(
            _app.Http.BaseAddress!, $"POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\n{await TokenAsync()}Content-Type: {type}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
        await RefusedAsync(answer, code);
    }

    private async Task RefusedAsync(RawAnswer answer, string code)
    {
        var status = Functions.Http.RefusalTable.For(code).Status;
        Assert.True((status, code) == (answer.Status, answer.Code), $"{answer.Status} {answer.Body}");
        await QuietAsync();
    }

    private async Task QuietAsync()
    {
        var places = _app.Services.GetRequiredService<Functions.Http.CallsAtOnce>();
        await Eventually.HoldsAsync(() => places.Taken == 0, "every call has ended");
        await _app.Http.GetAsync("/health/live", TestContext.Current.CancellationToken);
        Assert.Empty(_log.Lines);
    }

    private Task<RawAnswer> PostAsync(string path, string lines, string body, Ending ending = Ending.Wait) =>
        RawHttp.SendAsync(_app.Http.BaseAddress!, $"POST {path} HTTP/1.1\r\nHost: localhost\r\n{lines}\r\n{body}", ending);

    private async Task<RawAnswer> UploadAsync(string lines, string body, Ending ending = Ending.Wait) => await RawHttp.SendAsync(
        _app.Http.BaseAddress!,
        $"POST /api/v1/files HTTP/1.1\r\nHost: localhost\r\n{await TokenAsync()}Content-Type: multipart/form-data; boundary=b\r\n{lines}\r\n{body}",
        ending);

    private async Task<string> TokenAsync()
    {
        using var talent = await _app.SignInAsync("li-wei");
        return $"Authorization: {talent.DefaultRequestHeaders.Authorization}\r\n";
    }
}
