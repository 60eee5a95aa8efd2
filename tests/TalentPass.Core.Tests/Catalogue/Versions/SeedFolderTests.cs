using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Tests.Catalogue.Versions;

/// <summary>If a seed folder cannot be used, the error names the file and the place in it.</summary>
public sealed class SeedFolderTests : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("talentpass-seeds-").FullName;

    public SeedFolderTests()
    {
        foreach (var file in SeedFiles.All)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_path, file))!);
            File.Copy(Path.Combine(SeedFiles.Folder, file), Path.Combine(_path, file));
        }
    }

    [Fact]
    public void Services_come_in_the_order_of_their_file_names()
    {
        File.Move(Path.Combine(_path, "catalogue/14-coordination.json"), Path.Combine(_path, "catalogue/00-coordination.json"));

        Assert.Equal("coordination", new SeedFolder(_path).ReadCatalogue().Services[0].Id);
    }

    [Fact]
    public void A_broken_rule_names_the_file_and_the_pointer()
    {
        Replace("catalogue/03-housing-rent-subsidy.json", "\"department\": \"housing\"", "\"department\": \"parks\"");

        Assert.Equal(
            "catalogue/03-housing-rent-subsidy.json#/department unknown_department: There is no department 'parks'.",
            Assert.Throws<SeedException>(() => new SeedFolder(_path).ReadCatalogue()).Message);
    }

    [Theory]
    [InlineData("departments.json", "\"id\": \"housing\"", "\"id\": \"Housing\"", "departments.json#/departments/0/id invalid_id")]
    [InlineData("tiers.json", "\"currentVersion\": \"v2\"", "\"currentVersion\": \"v3\"", "tiers.json#/schemes/0/currentVersion unknown_version")]
    [InlineData("catalogue/bundles.json", "\"work-permit\"", "\"walk-permit\"", "catalogue/bundles.json#/bundles/1/stages/0/0 unknown_service")]
    [InlineData("catalogue/13-specialist.json", "\"summary\"", "\"sumary\"", "catalogue/13-specialist.json#/sumary unreadable")]
    [InlineData("tiers.json", "\"areas\"", "\"regions\"", "tiers.json: /areas is missing.")]
    [InlineData("departments.json", "{", "", "departments.json: ")]
    public void Whatever_is_wrong_names_its_file(string file, string text, string by, string message)
    {
        Replace(file, text, by);

        Assert.Contains(message, Assert.Throws<SeedException>(() => new SeedFolder(_path).ReadCatalogue()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        File.Delete(Path.Combine(_path, "tiers.json"));

        Assert.StartsWith("tiers.json: ", Assert.Throws<SeedException>(() => new SeedFolder(_path).ReadCatalogue()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_services_is_named()
    {
        Directory.Delete(Path.Combine(_path, "catalogue"), recursive: true);

        Assert.Contains("there is no such folder", Assert.Throws<SeedException>(() => new SeedFolder(_path).ReadCatalogue()).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private void Replace(string file, string text, string by)
    {
        var path = Path.Combine(_path, file);
        var content = File.ReadAllText(path);
        Assert.Contains(text, content, StringComparison.Ordinal);
        var at = content.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(path, content.Remove(at, text.Length).Insert(at, by));
    }
}
