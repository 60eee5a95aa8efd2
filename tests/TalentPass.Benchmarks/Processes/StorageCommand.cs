using System.Globalization;
using System.Text.Json;
using TalentPass.Benchmarks.InMemory;

namespace TalentPass.Benchmarks.Processes;

/// <summary>
/// Runs the stand-in for storage in a process of its own, so that its cost is not that of the process which measures. It takes
/// one command a line on standard input, answers each with one line of JSON, and ends with its input.
/// </summary>
internal static class StorageCommand
{
    public static async Task<int> Run(CommandArguments arguments)
    {
        await using var storage = await InMemoryStorage.StartAsync();
        Console.WriteLine(JsonSerializer.Serialize(storage.Ports));
        while (await Console.In.ReadLineAsync() is { } line)
        {
            Console.WriteLine(JsonSerializer.Serialize(Do(storage, line.Split(' '))));
        }

        return 0;
    }

    private static object? Do(InMemoryStorage storage, string[] words)
    {
        switch (words)
        {
            case ["usage", var account]:
                return storage.Account(account).Usage;
            case ["rows", var account]:
                return storage.Account(account).Rows;
            case ["copy", var from, var to]:
                storage.Account(to).CopyFrom(storage.Account(from));
                return null;
            case ["drop", var account]:
                storage.Drop(account);
                return null;
            case ["record", var account]:
                storage.Account(account).Record();
                return null;
            case ["recorded", var account]:
                return storage.Account(account).Recorded();
            case ["delay", var milliseconds]:
                storage.Behaviour.DelayMilliseconds = int.Parse(milliseconds, CultureInfo.InvariantCulture);
                return null;
            case ["limit", var calls]:
                storage.Behaviour.CallsPerSecond = int.Parse(calls, CultureInfo.InvariantCulture);
                return null;
            case ["silent", var silent]:
                storage.Behaviour.Silent = silent == "true";
                return null;
            default:
                throw new NotSupportedException(string.Join(' ', words));
        }
    }
}
