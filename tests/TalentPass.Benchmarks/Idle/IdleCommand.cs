using System.Globalization;
using TalentPass.Benchmarks.InMemory;
using TalentPass.Benchmarks.Processes;

namespace TalentPass.Benchmarks.Idle;

/// <summary>
/// Measures what an app costs that nobody calls, with all its timers and queues: storage calls a minute by what they ask for, and
/// processor time.
/// </summary>
internal static class IdleCommand
{
    private const string Account = "idle";

    public static async Task<int> Run(CommandArguments arguments)
    {
        var minutes = arguments.Number("--minutes", 5);
        await using var storage = await StorageProcess.StartAsync();
        await using var app = await AppUnderTest.StartAsync(storage.Ports.Connection(Account), AppUnderTest.Unlimited);
        // What it finds to do at its start is not idle.
        await Task.Delay(TimeSpan.FromSeconds(arguments.Number("--settle", 75)));
        var used = await app.Process.UsageAsync();
        await storage.RecordAsync(Account);
        await Task.Delay(TimeSpan.FromMinutes(minutes));
        var calls = await storage.RecordedAsync(Account);
        var usedAfter = await app.Process.UsageAsync();
        Console.WriteLine("| asked of storage | calls a minute |\n|---|--:|");
        foreach (var kind in calls.GroupBy(KindOf, StringComparer.Ordinal).OrderByDescending(each => each.Count()))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind.Key} | {(double)kind.Count() / minutes:0.#} |"));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\nidle: {(double)calls.Count / minutes:f0} storage calls a minute, {(double)calls.Count(call => call.Service == 1) / minutes:f0} of them to queues; {(usedAfter.CpuMicroseconds - used.CpuMicroseconds) / 1000.0 / minutes:f0} ms of processor time a minute"));
        return 0;
    }

    /// <summary>
    /// What a call asks for. Shards and departments count together: a range of a table is named by the first part of its row keys.
    /// </summary>
    internal static string KindOf(RecordedCall call)
    {
        var query = Uri.UnescapeDataString(call.Query.Replace('+', ' '));
        var name = call.Path.Trim('/').Split('/', '(')[0];
        return call.Service switch
        {
            0 when query.Contains("RowKey ", StringComparison.Ordinal) =>
                $"{call.Method} table {name}, rows from {query[query.IndexOf("RowKey ", StringComparison.Ordinal)..].Split('\'')[1].Split('|')[0]}",
            0 => $"{call.Method} table {name}{(call.Path.Contains('(', StringComparison.Ordinal) && !call.Path.Contains("()", StringComparison.Ordinal) ? ", one row" : "")}",
            1 => $"{call.Method} queue{(name.EndsWith("-poison", StringComparison.Ordinal) ? ", poison" : "")}, {(query.Contains("metadata", StringComparison.Ordinal) ? "length" : "messages")}",
            _ => $"{call.Method} blob",
        };
    }
}
