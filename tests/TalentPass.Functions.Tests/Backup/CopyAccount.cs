using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;
using TalentPass.Operations;

namespace TalentPass.Functions.Tests.Backup;

/// <summary>An empty account of copies, with the containers that the deployment creates.</summary>
internal sealed class CopyAccount(CopyContainers containers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public CopyContainers Containers => containers;

    public static async Task<CopyAccount> CreateAsync(AzuriteFixture azurite)
    {
        var containers = CopyContainers.Of(new BlobServiceClient(azurite.NewAccount()));
        await containers.Rows.CreateAsync(cancellationToken: Cancel);
        await containers.Files.CreateAsync(cancellationToken: Cancel);
        return new CopyAccount(containers);
    }

    /// <summary>Storage with the tables, queues and containers of the app, all empty.</summary>
    public static async Task<StorageClients> NewDataAsync(string connection)
    {
        var clients = new StorageClients(new StorageOptions { ConnectionString = connection });
        await StorageLayout.CreateAsync(clients, Cancel);
        return clients;
    }

    public BackUp BackUp(StorageClients data, TimeProvider? time = null) =>
        new(data, containers, time ?? TimeProvider.System, NullLogger<BackUp>.Instance);

    public Restore Restore(StorageClients to, TextWriter? say = null) =>
        new(containers, to.Tables, to.Container(StorageLayout.Files), say ?? TextWriter.Null);

    public Task<IReadOnlyList<string>> CopiesAsync() => TalentPass.Operations.Restore.CopiesAsync(containers, Cancel);

    /// <summary>The names of the copied papers.</summary>
    public Task<List<string>> FilesAsync() => NamesAsync(containers.Files);

    public static async Task<List<string>> NamesAsync(BlobContainerClient container)
    {
        var names = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Cancel))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
