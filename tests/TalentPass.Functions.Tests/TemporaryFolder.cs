namespace TalentPass.Functions.Tests;

/// <summary>A folder that is deleted at the end of the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("talentpass-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
