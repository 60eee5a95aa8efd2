namespace TalentPass.Functions.Tests;

/// <summary>A folder that lives as long as one test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("talentpass-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
