using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using TalentPass.LocalHost.Azurite;

namespace TalentPass.Functions.Tests.LocalHost;

public sealed class When_Azurite_is_started(AzuriteFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accounts_do_not_see_each_other()
    {
        var first = new QueueServiceClient(fixture.NewAccount());
        var second = new QueueServiceClient(fixture.NewAccount());

        await first.CreateQueueAsync("only-here", cancellationToken: Cancellation);

        Assert.Single(await first.GetQueuesAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
        Assert.Empty(await second.GetQueuesAsync(cancellationToken: Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task The_next_run_finds_the_data_of_the_last()
    {
        using var folder = new TemporaryFolder();
        var options = new AzuriteOptions { DataFolder = folder.Path };
        await using (var azurite = await AzuriteProcess.StartAsync(options, Cancellation))
        {
            var table = new TableClient(azurite.ConnectionString(), "Kept");
            await table.CreateAsync(Cancellation);
            await table.AddEntityAsync(new TableEntity("p", "r"), Cancellation);
        }

        await using var again = await AzuriteProcess.StartAsync(options, Cancellation);
        var found = await new TableClient(again.ConnectionString(), "Kept").GetEntityAsync<TableEntity>("p", "r", cancellationToken: Cancellation);
        Assert.Equal("r", found.Value.RowKey);
    }

    [Fact]
    public async Task It_leaves_no_process_and_no_note_behind()
    {
        using var folder = new TemporaryFolder();
        var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { DataFolder = folder.Path }, Cancellation);
        Assert.True(File.Exists(Path.Combine(folder.Path, "azurite.pid")));

        await azurite.DisposeAsync();

        Assert.True(azurite.Ended.IsCompleted);
        Assert.False(File.Exists(Path.Combine(folder.Path, "azurite.pid")));
    }

    [Fact]
    public async Task A_CtrlC_in_the_terminal_does_not_end_it_before_its_owner_does()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Signals are sent with kill.");
        await using var azurite = await AzuriteProcess.StartAsync(new AzuriteOptions(), Cancellation);

        using (var kill = Process.Start("kill", ["-INT", azurite.ProcessId.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync(Cancellation);

        var queues = new QueueServiceClient(azurite.ConnectionString());
        await queues.CreateQueueAsync("still-here", cancellationToken: Cancellation);
        Assert.False(azurite.Ended.IsCompleted);
    }
}
