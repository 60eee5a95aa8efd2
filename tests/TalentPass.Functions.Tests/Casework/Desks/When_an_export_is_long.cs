using System.Globalization;
using System.Net;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Operations;
using TalentPass.Core;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Casework.Projection;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;
using TalentPass.Functions.Tests.Http;

namespace TalentPass.Functions.Tests.Casework.Desks;

/// <summary>
/// The export of a desk that received 2,500 requests: it is read in pages of 1,000 and sent while it is read. What breaks off is
/// cut, and whoever leaves ends the reading.
/// </summary>
public sealed class When_an_export_is_long(LongDesk desk) : IClassFixture<LongDesk>, IAsyncLifetime
{
    private const string Path = "/api/v1/desks/housing/export.csv?from=2026-02-11&to=2026-02-13";
    private readonly PagesOnTheWay _way = new();
    private readonly RecordedLog _log = new(LogLevel.Warning);
    private TestApp _app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _app = await desk.CopyAsync(_way, _log);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task It_costs_a_call_for_each_thousand_and_one_for_the_record()
    {
        using var officer = await OfficerAsync();
        using var answer = await officer.GetAsync(Path, Cancel);
        Assert.Equal((HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.TransferEncodingChunked));
        var text = Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(0, text.LastIndexOf('\uFEFF'));
        var lines = text.Split("\r\n");
        Assert.Equal(("", 1 + LongDesk.Received), (lines[^1], lines.Length - 1));
        Assert.Equal(desk.Entries.Select(each => RequestRef.Show(each.RequestKey)), lines[1..^1].Select(each => each.Split(',')[0]));
        Assert.Equal(3, _way.Pages);
        // The record of the export, and the one of the talents it showed, which nobody waited for: all requests are of one talent.
        await _app.Services.GetRequiredService<LaterWrites>().SettleAsync(Cancel);
        Assert.Equal(2, _way.Transactions);
        Assert.Equal(0, _way.Cases);
    }

    [Fact]
    public async Task Nothing_is_read_before_its_turn()
    {
        using var calls = StorageCalls.Begin();
        await using var table = await OpenAsync();
        Assert.Equal(2, Count());
        using var reader = new StreamReader(table, Encoding.UTF8, false, 128);
        for (var line = 0; line < 1 + LongDesk.Received; line++)
        {
            Assert.NotNull(await reader.ReadLineAsync(Cancel));
            // The reader reads a few bytes ahead.
            if (line % ExportDesk.InPage is > 10 and < ExportDesk.InPage - 10)
            {
                Assert.Equal(2 + (line / ExportDesk.InPage), Count());
            }
        }

        Assert.Null(await reader.ReadLineAsync(Cancel));
        Assert.Equal(4, Count());

        int Count() => calls.Calls.Count(each => !each.EndsWith(StorageLayout.Catalogue, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_changes_meanwhile_is_shown_as_it_is_when_its_page_is_read()
    {
        var desks = _app.Services.GetRequiredService<DeskStore>();
        await using var table = await OpenAsync();
        using var reader = new StreamReader(table, Encoding.UTF8, false, 128);
        var lines = new List<string>();
        for (var line = 0; line < 500; line++)
        {
            lines.Add((await reader.ReadLineAsync(Cancel))!);
        }

        var (sent, gone, accepted) = (desk.Entries[10], desk.Entries[1500], desk.Entries[2400]);
        await StepAsync(sent, sent with { Seq = 2, ClaimedBy = "desk-housing" });
        await StepAsync(accepted, accepted with { Seq = 2, State = "accepted", ClaimedBy = "desk-housing" });
        var left = new DeskView(gone with { Seq = 2 }, null, false);
        Assert.True(await desks.TryAdvanceAsync("housing", new DeskShown(1, DeskPlace.Of(gone)), left, "gone", Cancel));
        lines.AddRange((await reader.ReadToEndAsync(Cancel)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(desk.Entries.Where(each => each != gone).Select(each => RequestRef.Show(each.RequestKey)), lines[1..].Select(each => each.Split(',')[0]));
        Assert.Contains(",submitted,", Line(sent), StringComparison.Ordinal);
        Assert.Contains(",accepted,", Line(accepted), StringComparison.Ordinal);
        Assert.Contains(",desk-housing,", Line(accepted), StringComparison.Ordinal);

        async Task StepAsync(DeskEntry from, DeskEntry to) => Assert.True(await desks.TryAdvanceAsync(
            "housing", new DeskShown(from.Seq, DeskPlace.Of(from)), DeskView.Of(to), $"step-{from.RequestKey}", Cancel));

        string Line(DeskEntry of) => Assert.Single(lines, each => each.StartsWith(RequestRef.Show(of.RequestKey), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Storage_that_fails_at_the_first_page_is_503_and_nothing_is_recorded()
    {
        using var officer = await OfficerAsync();
        _way.OnPage = (_, _) => throw new IOException("Injected.");
        var answer = await officer.GetJsonAsync(Path);
        answer.Is(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
        Assert.Equal(0, _way.Transactions);
    }

    [Fact]
    public async Task An_export_that_cannot_be_recorded_gives_out_nothing()
    {
        using var officer = await OfficerAsync();
        _way.OnTransaction = () => throw new IOException("Injected.");
        (await officer.GetJsonAsync(Path)).Is(HttpStatusCode.ServiceUnavailable, "storage_unavailable");
    }

    [Fact]
    public async Task Storage_that_fails_in_the_middle_cuts_the_connection()
    {
        using var officer = await OfficerAsync();
        _way.OnPage = (page, _) => page > 2 ? throw new IOException("Injected.") : Task.CompletedTask;
        using var answer = await officer.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var got = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(async () => await (await answer.Content.ReadAsStreamAsync(Cancel)).CopyToAsync(got, Cancel));
        Assert.InRange(Encoding.UTF8.GetString(got.ToArray()).Split("\r\n").Length, 0, 1 + 2000 + 1);
        Assert.Contains("ExportDesk: storage is unavailable", Assert.Single(_log.Lines), StringComparison.Ordinal);

        _way.OnPage = null;
        using var again = await officer.GetAsync(Path, Cancel);
        Assert.Equal(1 + LongDesk.Received + 1, (await again.Content.ReadAsStringAsync(Cancel)).Split("\r\n").Length);
    }

    [Fact]
    public async Task A_client_who_leaves_ends_the_reading()
    {
        using var officer = await OfficerAsync();
        var (asked, ended) = (new TaskCompletionSource(), new TaskCompletionSource());
        _way.OnPage = async (page, stop) =>
        {
            if (page == 2)
            {
                asked.SetResult();
                await using var left = stop.Register(ended.SetResult);
                await Task.Delay(Timeout.Infinite, stop);
            }
        };
        var answer = await officer.GetAsync(Path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        await asked.Task.WaitAsync(Cancel);
        answer.Dispose();
        await ended.Task.WaitAsync(Cancel);
        _way.OnPage = null;
        (await officer.GetJsonAsync("/api/v1/me")).Is(HttpStatusCode.OK);
        Assert.Equal(2, _way.Pages);
        Assert.Empty(_log.Lines);
    }

    private async Task<HttpClient> OfficerAsync()
    {
        var officer = await _app.SignInAsync("desk-housing");
        // The catalogue is in memory from now on, and the look at the list is recorded.
        (await officer.GetJsonAsync("/api/v1/desks/housing/requests?limit=1")).Is(HttpStatusCode.OK);
        await _app.Services.GetRequiredService<LaterWrites>().SettleAsync(Cancel);
        _way.Forget();
        return officer;
    }

    private Task<Stream> OpenAsync()
    {
        var found = _app.Services.GetRequiredService<ExportDesk>().Find(
            new Actor("desk-housing", "", Roles.Desk, "housing", null), "housing", new DateOnly(2026, 2, 11), new DateOnly(2026, 2, 13), english: true);
        return Assert.IsType<Outcome<DeskExport>.Done>(found).Value.OpenAsync(Cancel);
    }

    /// <summary>The SDK's HTTP transport to storage. It counts the calls of an export, and a test decides what happens to them.</summary>
    internal sealed class PagesOnTheWay : HttpPipelineTransport
    {
        private readonly HttpClientTransport _way = HttpClientTransport.Shared;
        private int _pages;
        private int _transactions;
        private int _cases;

        /// <summary>What happens to the n-th read of a page, before it is sent.</summary>
        public Func<int, CancellationToken, Task>? OnPage { get; set; }

        /// <summary>What happens to a transaction, before it is sent.</summary>
        public Action? OnTransaction { get; set; }

        public int Pages => _pages;

        public int Transactions => _transactions;

        /// <summary>The reads in the table of the requests.</summary>
        public int Cases => _cases;

        public void Forget() => _pages = _transactions = _cases = 0;

        public override Request CreateRequest() => _way.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException("The app's storage calls are asynchronous.");

        public override async ValueTask ProcessAsync(HttpMessage message)
        {
            var call = $"{message.Request.Method} {Uri.UnescapeDataString(message.Request.Uri.ToString())}";
            if (call.Contains("'r|", StringComparison.Ordinal))
            {
                var page = Interlocked.Increment(ref _pages);
                await (OnPage?.Invoke(page, message.CancellationToken) ?? Task.CompletedTask);
            }
            else if (call.Contains("$batch", StringComparison.Ordinal))
            {
                OnTransaction?.Invoke();
                Interlocked.Increment(ref _transactions);
            }
            else if (call.Contains("/Talents", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _cases);
            }

            await _way.ProcessAsync(message);
        }
    }
}

/// <summary>An account in which the desk for housing has received 2,500 requests on three days.</summary>
public sealed class LongDesk : IAsyncLifetime
{
    /// <summary>The number of requests.</summary>
    public const int Received = 2_500;

    private const string Seeded = "seeded";
    private InMemoryStorage _storage = null!;
    private int _copies;

    /// <summary>The entries, by day of receipt and then by number.</summary>
    internal IReadOnlyList<DeskEntry> Entries { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _storage = await InMemoryStorage.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await StartAsync(Seeded, null);
        var (numbers, desks) = (app.Services.GetRequiredService<RequestNumbers>(), app.Services.GetRequiredService<DeskStore>());
        var noon = new DateTimeOffset(2026, 2, 11, 12, 0, 0, TimeSpan.FromHours(8));
        var entries = Enumerable.Range(0, Received).Select(n =>
        {
            var (at, day) = (noon.AddDays(n % 3).AddSeconds(n), new DateOnly(2026, 2, 11 + (n % 3)));
            return new DeskEntry(numbers.New("7k2m9qxw", at).Key, 1, "housing-rent-subsidy", "submitted", 3, "李*", at, day, day.AddDays(7), null, false, Received: day);
        }).ToList();
        await Parallel.ForEachAsync(entries, TestContext.Current.CancellationToken, async (each, cancel) =>
            Assert.True(await desks.TryArriveAsync("housing", DeskView.Of(each), each.RequestKey, cancel)));
        Entries = [.. entries.OrderBy(each => each.Received).ThenBy(each => each.RequestKey, StringComparer.Ordinal)];
    }

    /// <summary>Starts an app on a copy of the account.</summary>
    internal Task<TestApp> CopyAsync(HttpPipelineTransport transport, ILoggerProvider log)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"copy{Interlocked.Increment(ref _copies)}");
        _storage.Account(name).CopyFrom(_storage.Account(Seeded));
        return StartAsync(name, services => services.AddSingleton(transport).AddSingleton(log));
    }

    public async ValueTask DisposeAsync() => await _storage.DisposeAsync();

    private Task<TestApp> StartAsync(string account, Action<IServiceCollection>? configure) => TestApp.StartAsync(
        _storage.Ports.Connection(account),
        configure,
        BackgroundFunctions.All.ToDictionary(name => $"AzureWebJobs:{name}:Disabled", _ => (string?)"true"));
}
