namespace TalentPass.LocalHost;

/// <summary>Finds the clone of the repository that a program was built from.</summary>
public static class RepositoryRoot
{
    /// <summary>
    /// Returns the nearest folder at or above <paramref name="start"/> that holds <c>TalentPass.sln</c>; null when there is
    /// none.
    /// </summary>
    /// <param name="start">The folder to begin with; null means the program's own folder.</param>
    public static string? Find(string? start = null)
    {
        for (var folder = new DirectoryInfo(start ?? AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "TalentPass.sln")))
                return folder.FullName;
        }
        return null;
    }
}
