using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Casework;
using TalentPass.Functions.Tests.Files;

namespace TalentPass.Functions.Tests.Storage;

/// <summary>
/// Storage refuses connections, never answers, is busy, or answers what nobody can read. Every call is told to come again
/// (503 with Retry-After) within a limit, and the app goes on when storage is back.
/// </summary>
public sealed class When_storage_is_away(AzuriteFixture azurite) : IAsyncLifetime
{
    // While storage is away the limit is short, so that the tests do not wait for the real one. Otherwise it is long, because the
    // machine may be busy.
    private static readonly TimeSpan _short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _patient = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _oneTry = TimeSpan.FromSeconds(3);
    private StorageOptions _options = null!;
    private StorageProxy _proxy = null!;
    private TestApp _app = null!;
    private HttpClient _talent = null!;
    private HttpClient _desk = null!;
    private string _number = null!;
    private string _file = null!;

    /// <summary>The ways in which storage, or what answers in its place, fails a call.</summary>
    public static TheoryData<string> Faults { get; } =
        ["refused", "silent", "deaf", "ServerBusy", "OperationTimedOut", "TooManyRequests", "come back in a minute", "cut", "page of a proxy", "empty object", "null", "empty element", "nothing"];

    public async ValueTask InitializeAsync()
    {
        _proxy = new StorageProxy(azurite.NewAccount());
        _app = await TestApp.StartAsync(_proxy.Connection, services => services.AddSingleton(_options = new StorageOptions
        {
            ConnectionString = _proxy.Connection,
            OperationLimit = _patient,
            NetworkTimeout = _oneTry,
            BlobTimeout = _oneTry,
            RetryDelay = TimeSpan.FromMilliseconds(1),
        }));
        _talent = await _app.SignInAsync("li-wei");
        _desk = await _app.SignInAsync("desk-housing");
        _number = (await RequestCalls.FileAsync(_talent, "housing-rent-subsidy")).Text("number");
        _file = (await FileCalls.UploadAsync(_talent, "paper.pdf", FileCalls.Pdf)).Text("file");
        await RequestCalls.OnDeskAsync(_desk, "housing", _number);
    }

    public async ValueTask DisposeAsync()
    {
        _talent.Dispose();
        _desk.Dispose();
        await _app.DisposeAsync();
        await _proxy.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_call_is_told_to_come_again_and_works_when_storage_is_back(string fault)
    {
        Break(fault);
        foreach (var (what, call) in Calls())
        {
            using var answer = await call();
            var read = await Answer.ReadAsync(answer);
            Assert.True(
                answer.StatusCode == HttpStatusCode.ServiceUnavailable && read.Code == RefusalCodes.StorageUnavailable && answer.Headers.RetryAfter?.Delta > TimeSpan.Zero,
                $"{what}, storage {fault}: {read}, Retry-After {answer.Headers.RetryAfter}");
        }

        Mend();
        foreach (var (what, call) in Calls())
        {
            using var answer = await call();
            Assert.True(answer.IsSuccessStatusCode, $"{what} after storage was {fault}: {await Answer.ReadAsync(answer)}");
        }

        // The queues are polled again too.
        await RequestCalls.OnDeskAsync(_desk, "housing", (await FileAgainAsync()).Text("number"));
    }

    [Theory]
    [InlineData("deaf")]
    [InlineData("cut")]
    public async Task A_filing_whose_answer_was_lost_is_answered_the_same_when_it_is_sent_again(string fault)
    {
        var key = RandomSource.System.Id(20);
        // Another home than before, so that nothing is repeated and the filing is a write at once.
        var filing = new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy", ("rentalAddress", $"\"海曙区{key}\"")) };
        // The second filing of a talent counts the open requests; the one after it is a write at once.
        await FileAgainAsync();
        Break(fault);
        (await _talent.PostJsonAsync("/api/v1/requests", filing, key)).Is(HttpStatusCode.ServiceUnavailable, RefusalCodes.StorageUnavailable);
        Mend();

        var first = (await _talent.PostJsonAsync("/api/v1/requests", filing, key)).Is(HttpStatusCode.Created);
        var again = (await _talent.PostJsonAsync("/api/v1/requests", filing, key)).Is(HttpStatusCode.Created);
        Assert.Equal((fault == "deaf", true), (first.Replayed, again.Replayed));
        Assert.Equal(first.Text("number"), again.Text("number"));
        var listed = (await _talent.GetJsonAsync("/api/v1/requests?limit=100")).Items;
        Assert.Single(listed, each => each.GetProperty("number").GetString() == first.Text("number"));
        Assert.Equal(3, listed.Count);
    }

    [Fact]
    public async Task A_queue_that_is_away_keeps_nobody_from_filing()
    {
        _proxy.SetQueues(StorageWay.Silent);
        var filed = await FileAgainAsync();
        _proxy.SetQueues(StorageWay.Open);
        Assert.Equal("submitted", (await _talent.GetJsonAsync($"/api/v1/requests/{filed.Text("number")}")).Text("state"));
    }

    private void Break(string fault)
    {
        var (way, answer) = fault switch
        {
            "refused" => (StorageWay.Closed, null),
            "silent" => (StorageWay.Silent, null),
            "deaf" => (StorageWay.Deaf, null),
            "ServerBusy" => (StorageWay.Canned, StorageProxy.Answer("503 Server Busy", "<?xml version=\"1.0\"?><Error><Code>ServerBusy</Code><Message>Busy.</Message></Error>", "Content-Type: application/xml\r\nx-ms-error-code: ServerBusy")),
            "OperationTimedOut" => (StorageWay.Canned, StorageProxy.Answer("500 Operation Timed Out", "{\"odata.error\":{\"code\":\"OperationTimedOut\"}}", "Content-Type: application/json\r\nx-ms-error-code: OperationTimedOut")),
            "TooManyRequests" => (StorageWay.Canned, StorageProxy.Answer("429 Too Many Requests")),
            "come back in a minute" => (StorageWay.Canned, StorageProxy.Answer("503 Server Busy", headers: "Retry-After: 60")),
            "cut" => (StorageWay.Canned, StorageProxy.Answer("200 OK", "{\"value\":[", "Content-Type: application/json\r\nx-ms-request-id: 1", missing: 500)),
            "page of a proxy" => (StorageWay.Canned, StorageProxy.Answer("200 OK", "<html><body>Please sign in", "Content-Type: text/html")),
            "empty object" => (StorageWay.Canned, StorageProxy.Answer("200 OK", "{}", "Content-Type: application/json")),
            "null" => (StorageWay.Canned, StorageProxy.Answer("200 OK", "null", "Content-Type: application/json\r\nx-ms-request-id: 1")),
            "empty element" => (StorageWay.Canned, StorageProxy.Answer("200 OK", "<a/>", "Content-Type: application/xml\r\nx-ms-request-id: 1")),
            "nothing" => (StorageWay.Canned, StorageProxy.Answer("200 OK")),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "No such fault."),
        };
        _options.OperationLimit = _short;
        _proxy.Set(way, answer);
    }

    private void Mend()
    {
        _options.OperationLimit = _patient;
        _proxy.Set(StorageWay.Open);
    }

    // Calls that read a row, read a range, write, upload and download.
    private IEnumerable<(string What, Func<Task<HttpResponseMessage>> Call)> Calls() =>
    [
        ("one's own list", () => GetAsync(_talent, "/api/v1/requests")),
        ("a case", () => GetAsync(_talent, $"/api/v1/requests/{_number}")),
        ("a desk", () => GetAsync(_desk, "/api/v1/desks/housing/requests")),
        ("a filing", () => SendAsync(HttpMethod.Post, "/api/v1/requests", new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy"), confirmRepeat = true })),
        ("a draft", () => SendAsync(HttpMethod.Put, "/api/v1/drafts/mine", new { service = "housing-rent-subsidy", answers = new { } })),
        ("a search", () => GetAsync(_desk, $"/api/v1/desks/housing/search?q={_number}")),
        ("the pass", () => SendAsync(HttpMethod.Post, "/api/v1/passes", new { })),
        ("an upload", UploadAsync),
        ("a download", () => GetAsync(_talent, $"/api/v1/files/{_file}")),
    ];

    private static Task<HttpResponseMessage> GetAsync(HttpClient client, string path) => client.GetAsync(path, TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = System.Net.Http.Json.JsonContent.Create(body) };
        request.Headers.Add("Idempotency-Key", RandomSource.System.Id(20));
        return await _talent.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<HttpResponseMessage> UploadAsync()
    {
        using var body = new MultipartFormDataContent { { new ByteArrayContent(FileCalls.Pdf), "file", "paper.pdf" } };
        return await _talent.PostAsync("/api/v1/files", body, TestContext.Current.CancellationToken);
    }

    // The same was filed before.
    private async Task<Answer> FileAgainAsync() => (await _talent.PostJsonAsync(
        "/api/v1/requests",
        new { service = "housing-rent-subsidy", answers = SeedCatalogue.Example("housing-rent-subsidy"), confirmRepeat = true },
        RandomSource.System.Id(20))).Is(HttpStatusCode.Created);
}
