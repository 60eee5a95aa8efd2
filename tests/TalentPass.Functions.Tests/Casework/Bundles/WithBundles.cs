using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>Base class with the helpers that all tests of bundles use.</summary>
public abstract class WithBundles(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    /// <summary>The example answers of all parts of a bundle, by service.</summary>
    private protected static Dictionary<string, JsonElement> Answers(string bundle) =>
        SeedCatalogue.Published.Content.Bundle(bundle)!.Services.ToDictionary(each => each, SeedCatalogue.Example);

    /// <summary>The request number of a part; the first part is 0.</summary>
    private protected static string Number(Answer filed, int part) => Part(filed, "requests")[part].GetProperty("number").GetString()!;

    /// <summary>Files a bundle with the example answers of all parts.</summary>
    private protected async Task<Answer> FileBundleAsync(string account, string bundle)
    {
        using var talent = await App.SignInAsync(account);
        var filed = await talent.PostJsonAsync($"/api/v1/bundles/{bundle}/requests", new { answers = Answers(bundle) }, RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Status} {filed.Body}");
        return filed;
    }

    /// <summary>Reads the bundle as the talent sees it.</summary>
    private protected async Task<Answer> BundleAsync(string account, Answer filed)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.GetJsonAsync(filed.Location!);
    }
}
