using System.Globalization;

namespace TalentPass.Benchmarks;

/// <summary>A command of this project: its name, its arguments, what it does, and the method that runs it.</summary>
internal sealed record Command(string Name, string Arguments, string Does, Func<CommandArguments, Task<int>> Run);

/// <summary>Runs the command that the first argument names. Without a known name it prints the list of commands.</summary>
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

/// <summary>The arguments after the name of the command, as <c>--name value</c> pairs.</summary>
internal sealed class CommandArguments(string[] args)
{
    public IReadOnlyList<string> All => args;

    public long Number(string name, long otherwise) =>
        Text(name) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>The parts of a value with commas; none when it is left out.</summary>
    public IReadOnlyList<string> List(string name, string otherwise = "") =>
        (Text(name) ?? otherwise).Split(',', StringSplitOptions.RemoveEmptyEntries);

    public string? Text(string name)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
    }
}
