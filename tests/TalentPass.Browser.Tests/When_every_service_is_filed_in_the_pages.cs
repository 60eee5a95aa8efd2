using TalentPass.Functions.Tests.Casework;

namespace TalentPass.Browser.Tests;

/// <summary>The form of every service, filed as it is shown by a person who is entitled.</summary>
public sealed class When_every_service_is_filed_in_the_pages(ChromiumFixture chromium, SiteFixture site) : BrowserTest(chromium, site)
{
    [Fact]
    public async Task Every_service_shows_a_form_whose_example_is_accepted_from_who_is_entitled()
    {
        var people = new Dictionary<string, Visitor>(StringComparer.Ordinal);
        var services = SeedCatalogue.Published.Content.Services.Select(each => each.Id).ToList();
        Assert.True(services.Count >= 17);
        foreach (var service in services)
        {
            var account = SeedCatalogue.EntitledTo(service);
            if (!people.TryGetValue(account, out var person))
            {
                people[account] = person = await ArriveAsync();
                await person.SignInAsync("/pass", account);
                await Assertions.Expect(person.Page.Locator(".pass-card")).ToBeVisibleAsync();
            }

            await person.Page.GotoAsync($"/pass#/service/{service}");
            await person.SubmitAsync();
            await Assertions.Expect(person.Page.Locator(".timeline [data-action='submit']")).ToBeVisibleAsync();
        }
    }
}
