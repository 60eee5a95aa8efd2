using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using TalentPass.Core.Backup;
using TalentPass.Core.Storage;
using TalentPass.Operations;

const string Usage = """
    TalentPass.Operations: what an operator runs against a deployment, signed in with az login.
      canary  <https://address> [version]                proves that the app is ready, is that version, and signs what verifies
      copies  <https://copies.blob.…>                    names the complete nightly copies, oldest first
      restore <https://copies.blob.…> <copy> <https://x.table.…> <https://x.blob.…>   writes a copy into tables and a container that are empty
    """;
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
try
{
    switch (args)
    {
        case ["canary", var address, .. { Length: < 2 } version]:
            using (var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) })
            {
                await new Canary(http, version.SingleOrDefault(), TimeProvider.System, Console.Out).RunAsync(TimeSpan.FromMinutes(5), stop.Token);
            }

            return 0;
        case ["copies", var account]:
            foreach (var copy in await Restore.CopiesAsync(Copies(account), stop.Token))
            {
                Console.WriteLine(copy);
            }

            return 0;
        case ["restore", var account, var copy, var tables, var blobs]:
            await new Restore(Copies(account), new TableServiceClient(new Uri(tables), new DefaultAzureCredential()), Blobs(blobs).GetBlobContainerClient(StorageLayout.Files), Console.Out)
                .RunAsync(copy, stop.Token);
            return 0;
        default:
            Console.Error.WriteLine(Usage);
            return 64;
    }
}
catch (OperationException refused)
{
    Console.Error.WriteLine(refused.Message);
    return 1;
}

static CopyContainers Copies(string account) => CopyContainers.Of(Blobs(account));

static BlobServiceClient Blobs(string account) => new(new Uri(account), new DefaultAzureCredential());
