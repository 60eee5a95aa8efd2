using System.Security.Cryptography;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;
using TalentPass.Functions.Backup;
using TalentPass.Functions.Storage;
using TalentPass.Functions.Telemetry;
using TalentPass.Operations;

namespace TalentPass.Functions.Tests.Backup;

/// <summary>A timer copies all tables and papers into another account. An account that is restored from it holds the same.</summary>
public sealed class When_the_nightly_copy_is_made(AzuriteFixture azurite)
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 26, 18, 30, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_with_every_type_comes_back_as_it_was()
    {
        var (from, to, copies) = await NewAsync();
        var row = new TableEntity("h00", "tid|0")
        {
            ["Text"] = "𬭎 \"quoted\"\n次行",
            ["Empty"] = "",
            ["Yes"] = true,
            ["No"] = false,
            ["Int"] = -7,
            ["Long"] = long.MaxValue,
            ["Double"] = 0.1,
            ["When"] = new DateTimeOffset(2026, 3, 1, 4, 5, 6, 789, TimeSpan.Zero),
            ["Sealed"] = new byte[] { 0, 1, 255 },
            ["Id"] = Guid.Parse("11111111-2222-3333-4444-555555555555"),
        };
        await from.Table("Talents").Client.AddEntityAsync(row, Cancel);

        var made = await copies.BackUp(from, _clock).RunAsync(Cancel);
        await copies.Restore(to).RunAsync(made!.Copy, Cancel);

        Assert.Equal("2026-11-26T183000Z", made.Copy);
        Assert.Equal((1, 1), (made.Holds.Tables["Talents"], made.Holds.Tables.Values.Sum()));
        var restored = (await to.Table("Talents").Client.GetEntityAsync<TableEntity>("h00", "tid|0", cancellationToken: Cancel)).Value;
        foreach (var (name, value) in row)
        {
            Assert.Equal(value, restored[name]);
        }
    }

    [Fact]
    public async Task More_rows_than_a_page_in_many_partitions_all_come_back()
    {
        var (from, to, copies) = await NewAsync();
        foreach (var (table, partitions) in new[] { ("Desks", new[] { "housing", "hrss" }), ("Talents", ["h00", "h2a", "h3f"]) })
        {
            foreach (var partition in partitions)
            {
                foreach (var part in Enumerable.Range(0, 1205).Chunk(100))
                {
                    await from.Table(table).Client.SubmitTransactionAsync(
                        part.Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(partition, $"r{number:0000}"))), Cancel);
                }
            }
        }

        var made = await copies.BackUp(from, _clock).RunAsync(Cancel);
        await copies.Restore(to).RunAsync(made!.Copy, Cancel);

        Assert.Equal((3 * 1205, 2 * 1205), (made.Holds.Tables["Talents"], made.Holds.Tables["Desks"]));
        foreach (var table in StorageLayout.Tables)
        {
            Assert.Equal(await KeysAsync(from, table), await KeysAsync(to, table));
        }
    }

    [Fact]
    public async Task A_day_has_one_copy_and_the_next_day_another()
    {
        var (from, _, copies) = await NewAsync();
        var backup = copies.BackUp(from, _clock);

        Assert.NotNull(await backup.RunAsync(Cancel));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(await backup.RunAsync(Cancel));
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.NotNull(await backup.RunAsync(Cancel));

        Assert.Equal(["2026-11-26T183000Z", "2026-11-27T183000Z"], await copies.CopiesAsync());
    }

    [Fact]
    public async Task A_run_that_stopped_halfway_made_no_copy_and_the_next_one_makes_it()
    {
        var (from, to, copies) = await NewAsync();
        await from.Tables.DeleteTableAsync("Partners", Cancel);
        await Assert.ThrowsAnyAsync<Exception>(() => copies.BackUp(from, _clock).RunAsync(Cancel));
        Assert.Empty(await copies.CopiesAsync());
        var half = await Assert.ThrowsAsync<OperationException>(() => copies.Restore(to).RunAsync("2026-11-26T183000Z", Cancel));
        Assert.StartsWith("There is no complete copy", half.Message, StringComparison.Ordinal);

        await StorageLayout.CreateAsync(from, Cancel);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("2026-11-26T193000Z", (await copies.BackUp(from, _clock).RunAsync(Cancel))!.Copy);
        Assert.Equal(["2026-11-26T193000Z"], await copies.CopiesAsync());
    }

    [Fact]
    public async Task A_paper_is_copied_once_and_leaves_with_its_last_row()
    {
        var (from, _, copies) = await NewAsync();
        await FileAsync(from, "one", used: true);
        await FileAsync(from, "two", used: true);

        Assert.Equal(2, (await copies.BackUp(from, _clock).RunAsync(Cancel))!.Holds.Files);
        var first = await copies.Containers.Files.GetBlobClient("h00/tid/one").GetPropertiesAsync(cancellationToken: Cancel);
        await from.Table("Talents").Client.DeleteEntityAsync("h00", "tid|6|two", cancellationToken: Cancel);
        await FileAsync(from, "three", used: true);
        _clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(2, (await copies.BackUp(from, _clock).RunAsync(Cancel))!.Holds.Files);

        Assert.Equal(["h00/tid/one", "h00/tid/three"], await copies.FilesAsync());
        var second = await copies.Containers.Files.GetBlobClient("h00/tid/one").GetPropertiesAsync(cancellationToken: Cancel);
        Assert.Equal(first.Value.ETag, second.Value.ETag);
    }

    [Fact]
    public async Task A_paper_that_a_request_needs_and_that_is_gone_fails_the_run_after_all_others_are_copied()
    {
        var (from, _, copies) = await NewAsync();
        await FileAsync(from, "gone", used: true, stored: false);
        await FileAsync(from, "here", used: true);

        await Assert.ThrowsAnyAsync<Exception>(() => copies.BackUp(from, _clock).RunAsync(Cancel));

        Assert.Equal(["h00/tid/here"], await copies.FilesAsync());
        Assert.Single(await copies.CopiesAsync());
    }

    [Fact]
    public async Task A_paper_that_nothing_uses_may_have_been_deleted_meanwhile()
    {
        var (from, _, copies) = await NewAsync();
        await FileAsync(from, "draft", used: false);
        await FileAsync(from, "collected", used: false, stored: false);

        Assert.NotNull(await copies.BackUp(from, _clock).RunAsync(Cancel));

        Assert.Equal(["h00/tid/draft"], await copies.FilesAsync());
    }

    [Fact]
    public async Task Rows_are_not_mixed_with_others()
    {
        var (from, to, copies) = await NewAsync();
        var made = await copies.BackUp(from, _clock).RunAsync(Cancel);
        await to.Table("Leases").Client.AddEntityAsync(new TableEntity("p", "r"), Cancel);

        var mixed = await Assert.ThrowsAsync<OperationException>(() => copies.Restore(to).RunAsync(made!.Copy, Cancel));

        Assert.StartsWith("Leases holds rows already", mixed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_timer_tells_what_it_made_and_is_silent_when_there_is_nothing_to_do()
    {
        var (from, _, copies) = await NewAsync();
        await from.Table("Leases").Client.AddEntityAsync(new TableEntity("p", "r"), Cancel);
        var log = new LastLine();
        using var steps = new StartSteps([], _clock, NullLogger<StartSteps>.Instance);
        await steps.StartAsync(Cancel);
        var unattended = new Unattended(steps, _clock);
        var timer = new BackupTriggers(copies.BackUp(from, _clock), unattended, log);

        await timer.Make(new TimerInfo(), Cancel);
        Assert.Equal("Information: Backed up as 2026-11-26T183000Z: 1 rows, 0 files.", log.Text);
        log.Text = "";
        await timer.Make(new TimerInfo(), Cancel);
        await new BackupTriggers(new BackUp(from, null, _clock, NullLogger<BackUp>.Instance), unattended, log).Make(new TimerInfo(), Cancel);
        Assert.Equal("", log.Text);
    }

    private async Task<(StorageClients From, StorageClients To, CopyAccount Copies)> NewAsync() => (
        await CopyAccount.NewDataAsync(azurite.NewAccount()),
        await CopyAccount.NewDataAsync(azurite.NewAccount()),
        await CopyAccount.CreateAsync(azurite));

    private static async Task FileAsync(StorageClients data, string id, bool used, bool stored = true)
    {
        var content = BinaryData.FromString($"%PDF-1.7 {id}");
        await data.Table("Talents").Client.AddEntityAsync(
            new TableEntity("h00", $"tid|6|{id}")
            {
                ["Sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)),
                ["ContentType"] = "application/pdf",
                ["Pending"] = used ? "" : "!g|1|tid|x",
            },
            Cancel);
        if (stored)
        {
            await data.Container(StorageLayout.Files).UploadBlobAsync($"tid/{id}", content, Cancel);
        }
    }

    private static async Task<List<string>> KeysAsync(StorageClients data, string table)
    {
        var keys = new List<string>();
        await foreach (var row in data.Table(table).Client.QueryAsync<TableEntity>(cancellationToken: Cancel))
        {
            keys.Add($"{row.PartitionKey}/{row.RowKey}");
        }

        return keys;
    }

    private sealed class LastLine : ILogger<BackupTriggers>
    {
        public string Text { get; set; } = "";

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text = $"{logLevel}: {formatter(state, exception)}";
    }
}
