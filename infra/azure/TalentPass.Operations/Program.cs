using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using TalentPass.Core.Storage;
using TalentPass.Operations;

const string Usage = """
    TalentPass.Operations: what an operator runs against a deployment, signed in with az login.
      canary  <https://address> [version]                proves that the app is ready, is that version, and signs what verifies
      backup  <https://x.table.…> <https://x.blob.…> <folder>   copies every row and every file into a new folder
      restore <https://x.table.…> <https://x.blob.…> <folder>   writes such a copy into tables and a container that are empty
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
        case ["backup", var tables, var blobs, var folder]:
            await Tables(tables).SaveAsync(folder, stop.Token);
            await Files(blobs).SaveAsync(folder, stop.Token);
            return 0;
        case ["restore", var tables, var blobs, var folder]:
            await Tables(tables).LoadAsync(folder, stop.Token);
            await Files(blobs).LoadAsync(folder, stop.Token);
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

static TableBackup Tables(string service) => new(new TableServiceClient(new Uri(service), new DefaultAzureCredential()), Console.Out);

static FileBackup Files(string service) => new(
    new BlobServiceClient(new Uri(service), new DefaultAzureCredential()).GetBlobContainerClient(StorageLayout.Files), Console.Out);
