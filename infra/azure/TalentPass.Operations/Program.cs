using Azure.Data.Tables;
using Azure.Identity;
using TalentPass.Operations;

const string Usage = """
    TalentPass.Operations: what an operator runs against a deployment, signed in with az login.
      canary  <https://address>               proves that the app is ready and that what it signs verifies
      backup  <https://x.table.…> <folder>    copies every row of every table into new files in the folder
      restore <https://x.table.…> <folder>    writes the rows of such files into tables that are empty
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
        case ["canary", var address]:
            using (var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30) })
            {
                await new Canary(http, TimeProvider.System, Console.Out).RunAsync(TimeSpan.FromMinutes(5), stop.Token);
            }

            return 0;
        case ["backup", var service, var folder]:
            await new TableBackup(new TableServiceClient(new Uri(service), new DefaultAzureCredential()), Console.Out).SaveAsync(folder, stop.Token);
            return 0;
        case ["restore", var service, var folder]:
            await new TableBackup(new TableServiceClient(new Uri(service), new DefaultAzureCredential()), Console.Out).LoadAsync(folder, stop.Token);
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
