using System.Reflection;

namespace TalentPass.Functions.Tests;

/// <summary>The documents of the repository from which these tests were built.</summary>
internal static class Docs
{
    private static readonly string _root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(each => each.Key == "RepositoryRoot").Value!;

    /// <summary>Reads the text of a document. All line ends are line feeds.</summary>
    /// <param name="path">The path in the repository, with forward slashes.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine([_root, .. path.Split('/')])).ReplaceLineEndings("\n");
}
