using System.Globalization;

namespace TalentPass.LocalHost.Run;

/// <summary>The command line of a local run.</summary>
/// <param name="Port">The port asked for; 0 for any free one; null when none was named.</param>
/// <param name="Data">The data folder asked for; null for <c>.data</c> in the clone.</param>
/// <param name="Walk">Whether to walk through the whole story and end.</param>
/// <param name="Azurite">Whether to start Azurite; false when the settings name another storage.</param>
/// <param name="Help">Whether to only print the options.</param>
/// <param name="Settings">All other arguments: settings of the app, <c>--Name value</c>.</param>
internal sealed record LocalArguments(int? Port, string? Data, bool Walk, bool Azurite, bool Help, IReadOnlyList<string> Settings)
{
    /// <summary>The text that explains the options.</summary>
    public const string Usage = """
        dotnet run --project functions/TalentPass.Functions -- [options] [--Setting value …]
          --port N       listen on port N (otherwise 7071, or the next free one)
          --data FOLDER  keep the data there (otherwise .data in the clone)
          --walk         walk through the whole story, print it, and end: exit code 0 if every step held
          --no-azurite   use the storage of the settings TalentPassStorage and AzureWebJobsStorage
        """;

    /// <summary>Reads the command line.</summary>
    /// <exception cref="LocalSetupException">An option has no value, or a value that cannot be used.</exception>
    public static LocalArguments Parse(IReadOnlyList<string> args)
    {
        var parsed = new LocalArguments(null, null, false, true, false, []);
        var settings = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var (name, inline) = Split(args[i]);
            string Value() => inline ?? (++i < args.Count ? args[i] : throw new LocalSetupException($"{name} needs a value.\n{Usage}"));
            switch (name)
            {
                case "--port":
                    parsed = parsed with { Port = ParsePort(Value()) };
                    break;
                case "--data":
                    parsed = parsed with { Data = Value() };
                    break;
                case "--walk":
                    parsed = parsed with { Walk = true };
                    break;
                case "--no-azurite":
                    parsed = parsed with { Azurite = false };
                    break;
                case "--help" or "-h":
                    parsed = parsed with { Help = true };
                    break;
                default:
                    settings.Add(args[i]);
                    break;
            }
        }
        return parsed with { Settings = settings };
    }

    private static (string Name, string? Value) Split(string argument) =>
        argument.IndexOf('=', StringComparison.Ordinal) is var at && at > 0 ? (argument[..at], argument[(at + 1)..]) : (argument, null);

    private static int ParsePort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65535
            ? port
            : throw new LocalSetupException($"--port takes a number from 0 to 65535, not \"{text}\".");
}
