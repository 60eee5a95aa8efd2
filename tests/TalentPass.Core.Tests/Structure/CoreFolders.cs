using System.Reflection;
using System.Text.RegularExpressions;

namespace TalentPass.Core.Tests.Structure;

/// <summary>
/// The folders of Core and, for each folder, the folders it uses. They are read from the <c>using</c> lines of the files.
/// </summary>
internal sealed partial class CoreFolders
{
    /// <summary>The name used for files directly in Core, outside all folders. Every folder may use these files.</summary>
    public const string Root = "";

    private CoreFolders(Dictionary<string, string[]> files, Dictionary<string, SortedSet<string>> uses) => (Files, Uses) = (files, uses);

    /// <summary>The path of the repository from which the tests were built.</summary>
    public static string Repository { get; } = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(each => each.Key == "RepositoryRoot").Value!;

    /// <summary>The files of each folder. The key is the path of the folder, with slashes.</summary>
    public IReadOnlyDictionary<string, string[]> Files { get; }

    /// <summary>The folders that each folder uses. The key is the path of the folder, with slashes.</summary>
    public IReadOnlyDictionary<string, SortedSet<string>> Uses { get; }

    public static CoreFolders Read()
    {
        var core = Path.Combine(Repository, "functions", "TalentPass.Core");
        var files = FilesOf(core).GroupBy(file => FolderOf(core, file)).ToDictionary(each => each.Key, each => each.ToArray());
        var uses = files.ToDictionary(each => each.Key, each => new SortedSet<string>(
            each.Value.SelectMany(file => UsesOf(File.ReadAllText(file), files.Keys)).Where(used => used != each.Key), StringComparer.Ordinal));
        return new CoreFolders(files, uses);
    }

    /// <summary>The C# source files below a folder, without the files in <c>obj</c> and <c>bin</c>.</summary>
    public static IEnumerable<string> FilesOf(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(each => each is "obj" or "bin"));

    /// <summary>The path of the folder of a file, relative to <paramref name="root"/> and with slashes.</summary>
    public static string FolderOf(string root, string file) =>
        Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/') is var folder and not "." ? folder : Root;

    /// <summary>The feature that a folder belongs to: the first part of the folder's path.</summary>
    public static string FeatureOf(string folder) => folder.Split('/')[0];

    /// <summary>
    /// For each feature, the other features it uses. A dependency that follows from the other dependencies is left out
    /// (transitive reduction).
    /// </summary>
    public SortedDictionary<string, string[]> Features()
    {
        var all = Uses.Where(each => each.Key != Root).GroupBy(each => FeatureOf(each.Key)).ToDictionary(
            each => each.Key,
            each => each.SelectMany(folder => folder.Value).Where(used => used != Root).Select(FeatureOf).Where(used => used != each.Key).ToHashSet());
        bool Reaches(string from, string to) => all[from].Contains(to) || all[from].Any(each => Reaches(each, to));
        return new(
            all.ToDictionary(
                each => each.Key,
                each => each.Value.Where(used => !each.Value.Any(other => other != used && Reaches(other, used))).Order(StringComparer.Ordinal).ToArray()),
            StringComparer.Ordinal);
    }

    // "using static" and aliases name a type, not a namespace. So the longest folder that matches is taken.
    private static IEnumerable<string> UsesOf(string text, ICollection<string> folders) => UsingLine().Matches(text)
        .Select(line => line.Groups["name"].Value.Replace('.', '/'))
        .Select(name => folders.Where(folder => folder == Root || name == folder || name.StartsWith(folder + "/", StringComparison.Ordinal)).MaxBy(folder => folder.Length)!);

    [GeneratedRegex(@"^using (?:static |\w+ = )?TalentPass\.Core\.(?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
