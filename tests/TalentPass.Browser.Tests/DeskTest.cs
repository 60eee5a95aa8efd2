using System.Net;
using TalentPass.Core.Identity;
using TalentPass.Functions.Tests;
using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>The base class of tests of the desk's list. The tests of a class share one desk.</summary>
public abstract class DeskTest(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    protected const string Rent = "housing-rent-subsidy";

    private static readonly string[] _applicants = ["li-wei", "zhang-hui", "wu-hong"];

    /// <summary>The rows of the list.</summary>
    protected static ILocator Rows(Visitor officer) => officer.Page.Locator(".queue [data-number]");

    /// <summary>A row of the list.</summary>
    protected static ILocator Row(Visitor officer, string number) => officer.Page.Locator($".queue [data-number='{number}']");

    /// <summary>Lets the page ask now whether anything has changed, as it does when somebody comes back to its tab.</summary>
    protected static Task LookAgainAsync(Visitor officer) => officer.Page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");

    /// <summary>Acts at the housing desk on a case as it is now.</summary>
    protected async Task ActAsync(string account, string number, string verb, object body)
    {
        using var colleague = await App.SignInAsync(account);
        var path = $"/api/v1/desks/housing/requests/{number}";
        (await colleague.PostJsonAsync($"{path}/{verb}", body, ifMatch: (await colleague.GetJsonAsync(path)).ETag)).Is(HttpStatusCode.OK);
    }

    /// <summary>Files requests and waits until they are at the desk.</summary>
    protected async Task<List<string>> FileManyAsync(int count)
    {
        var numbers = new List<string>();
        foreach (var accounts in Enumerable.Range(0, count).GroupBy(each => each % 3, each => each))
        {
            using var talent = await App.SignInAsync(_applicants[accounts.Key]);
            foreach (var _ in accounts)
            {
                var answers = SeedCatalogue.Example(Rent, ("rentalAddress", $"\"海曙区{RandomSource.System.Id(8)}\""));
                numbers.Add((await talent.PostJsonAsync("/api/v1/requests", new { service = Rent, answers, confirmRepeat = true }, RandomSource.System.Id(20))).Is(HttpStatusCode.Created).Text("number"));
            }
        }

        await HttpJson.UntilAsync(OpenAsync, all => numbers.All(all.Contains), "every request is at the desk", seconds: 60);
        return numbers;
    }

    /// <summary>The numbers of the open requests in the order of the list, at most 100.</summary>
    protected async Task<List<string>> OpenAsync()
    {
        using var desk = await App.SignInAsync("desk-housing");
        return [.. (await desk.GetJsonAsync("/api/v1/desks/housing/requests?limit=100")).Items.Select(each => each.GetProperty("number").GetString()!)];
    }

    /// <summary>A colleague claims a case.</summary>
    protected Task ClaimAsync(string number) => ActAsync("desk-housing-2", number, "claim", new { });

    /// <summary>The applicant urges the desk.</summary>
    protected async Task UrgeAsync(string number)
    {
        foreach (var account in _applicants)
        {
            using var talent = await App.SignInAsync(account);
            if ((await talent.GetJsonAsync($"/api/v1/requests/{number}")).Status == HttpStatusCode.OK)
            {
                (await talent.PostJsonAsync($"/api/v1/requests/{number}/urge", new { text = "请尽快办理" })).Is(HttpStatusCode.OK);
                return;
            }
        }

        Assert.Fail($"{number} belongs to none of the applicants.");
    }
}
