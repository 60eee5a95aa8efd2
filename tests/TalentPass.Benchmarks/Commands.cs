using System.Globalization;

namespace TalentPass.Benchmarks;

/// <summary>One thing the project can run.</summary>
internal sealed record Command(string Name, string Arguments, string Does, Func<CommandArguments, Task<int>> Run);

/// <summary>Chooses the command.</summary>
internal static class Commands
{
    public static async Task<int> RunAsync(string[] args, params Command[] commands)
    {
        if (commands.FirstOrDefault(command => command.Name == args.FirstOrDefault()) is { } chosen)
        {
            return await chosen.Run(new CommandArguments(args[1..]));
        }

        Console.WriteLine("dotnet run --project tests/TalentPass.Benchmarks -c Release -- <command>");
        foreach (var command in commands)
        {
            Console.WriteLine($"  {command.Name} {command.Arguments}   {command.Does}");
        }

        return args.Length == 0 ? 0 : 2;
    }
}

/// <summary>The <c>--name value</c> pairs behind a command.</summary>
internal sealed class CommandArguments(string[] args)
{
    public IReadOnlyList<string> All => args;

    public long Number(string name, long otherwise) =>
        Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public string? Text(string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
