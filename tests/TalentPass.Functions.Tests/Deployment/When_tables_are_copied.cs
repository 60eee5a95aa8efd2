using Azure.Data.Tables;
using TalentPass.Core.Storage;
using TalentPass.Operations;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>All tables are copied and restored into a new account. The new account must contain the same data.</summary>
public sealed class When_tables_are_copied(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_row_with_every_type_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (await NewAsync(), await NewAsync());
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
        await from.GetTableClient("Talents").AddEntityAsync(row, Cancel);

        await new TableBackup(from, TextWriter.Null).SaveAsync(folder.Path, Cancel);
        await new TableBackup(to, TextWriter.Null).LoadAsync(folder.Path, Cancel);

        var restored = (await to.GetTableClient("Talents").GetEntityAsync<TableEntity>("h00", "tid|0", cancellationToken: Cancel)).Value;
        foreach (var (name, value) in row)
        {
            Assert.Equal(value, restored[name]);
        }
    }

    [Fact]
    public async Task More_rows_than_a_page_in_many_partitions_all_come_back()
    {
        using var folder = new TemporaryFolder();
        var (from, to) = (await NewAsync(), await NewAsync());
        var desks = from.GetTableClient("Desks");
        foreach (var part in Enumerable.Range(0, 1205).Chunk(100))
        {
            foreach (var partition in part.GroupBy(number => number % 3))
            {
                await desks.SubmitTransactionAsync(
                    partition.Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity($"p{number % 3}", $"r{number:0000}"))), Cancel);
            }
        }

        await new TableBackup(from, TextWriter.Null).SaveAsync(folder.Path, Cancel);
        await new TableBackup(to, TextWriter.Null).LoadAsync(folder.Path, Cancel);

        Assert.Equal(await KeysAsync(desks), await KeysAsync(to.GetTableClient("Desks")));
    }

    [Fact]
    public async Task A_copy_is_not_overwritten_and_rows_are_not_mixed_with_others()
    {
        using var folder = new TemporaryFolder();
        var tables = await NewAsync();
        await tables.GetTableClient("Leases").AddEntityAsync(new TableEntity("p", "r"), Cancel);
        var backup = new TableBackup(tables, TextWriter.Null);
        await backup.SaveAsync(folder.Path, Cancel);

        var twice = await Assert.ThrowsAsync<OperationException>(() => backup.SaveAsync(folder.Path, Cancel));
        var mixed = await Assert.ThrowsAsync<OperationException>(() => backup.LoadAsync(folder.Path, Cancel));

        Assert.Contains("is there already", twice.Message, StringComparison.Ordinal);
        Assert.StartsWith("Leases holds rows already", mixed.Message, StringComparison.Ordinal);
    }

    private async Task<TableServiceClient> NewAsync()
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = azurite.NewAccount() });
        await StorageLayout.CreateAsync(clients, Cancel);
        return clients.Tables;
    }

    private static async Task<List<string>> KeysAsync(TableClient table)
    {
        var keys = new List<string>();
        await foreach (var row in table.QueryAsync<TableEntity>(cancellationToken: Cancel))
        {
            keys.Add($"{row.PartitionKey}/{row.RowKey}");
        }

        Assert.Equal(1205, keys.Count);
        return keys;
    }
}
