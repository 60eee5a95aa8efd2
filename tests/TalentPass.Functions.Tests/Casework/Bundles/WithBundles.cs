using System.Net;
using System.Text.Json;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests.Casework.Desks;

namespace TalentPass.Functions.Tests.Casework.Bundles;

/// <summary>Bundles under the law: what every test of them begins with.</summary>
public abstract class WithBundles(AzuriteFixture azurite) : UnderTheLaw(azurite)
{
    /// <summary>The examples of all parts.</summary>
    private protected static Dictionary<string, JsonElement> Answers(string bundle) =>
        SeedCatalogue.Published.Content.Bundle(bundle)!.Services.ToDictionary(each => each, SeedCatalogue.Example);

    /// <summary>The number of a part.</summary>
    private protected static string Number(Answer filed, int part) => Part(filed, "requests")[part].GetProperty("number").GetString()!;

    /// <summary>Files the examples of all parts.</summary>
    private protected async Task<Answer> FileBundleAsync(string account, string bundle)
    {
        using var talent = await App.SignInAsync(account);
        var filed = await talent.PostJsonAsync($"/api/v1/bundles/{bundle}/requests", new { answers = Answers(bundle) }, RandomSource.System.Id(20));
        Assert.True(filed.Status == HttpStatusCode.Created, $"{filed.Status} {filed.Body}");
        return filed;
    }

    /// <summary>The bundle as its talent sees it.</summary>
    private protected async Task<Answer> BundleAsync(string account, Answer filed)
    {
        using var talent = await App.SignInAsync(account);
        return await talent.GetJsonAsync(filed.Location!);
    }
}
