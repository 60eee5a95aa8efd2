using System.Reflection;

namespace TalentPass.Functions.Tests;

/// <summary>The documents of the repository these tests were built from.</summary>
internal static class Docs
{
    private static readonly string _root = Assembly.GetExecutingAssembly().GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(each => each.Key == "RepositoryRoot").Value!;

    /// <summary>The text of a document, with line feeds alone.</summary>
    /// <param name="path">Its path in the repository, with slashes.</param>
    public static string Read(string path) => File.ReadAllText(Path.Combine([_root, .. path.Split('/')])).ReplaceLineEndings("\n");
}
