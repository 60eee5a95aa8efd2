using System.Net;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>An app with two providers, of the city's staff and of the province's talents, and demo accounts besides.</summary>
public abstract class OidcRig(AzuriteFixture azurite) : IAsyncLifetime
{
    private protected FakeProvider City { get; private set; } = null!;

    private protected FakeProvider Province { get; private set; } = null!;

    private protected TestApp App { get; private set; } = null!;

    /// <summary>Further settings of the app.</summary>
    private protected virtual Dictionary<string, string?> More => [];

    public async ValueTask InitializeAsync()
    {
        (City, Province) = (await FakeProvider.StartAsync(), await FakeProvider.StartAsync());
        var settings = new Dictionary<string, string?>([.. City.Settings("city", "staff"), .. Province.Settings("province", "talent"), .. More]);
        App = await TestApp.StartAsync(azurite.NewAccount(), services => City.Issuer.Trust(services, Province.Issuer), settings);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
        await City.DisposeAsync();
        await Province.DisposeAsync();
    }

    private protected string NewAccount() => azurite.NewAccount();

    private protected PageClient Browser(string slot) => new(App.Http.BaseAddress!, slot);

    /// <summary>Begins a sign-in. Returns the address at the provider.</summary>
    private protected static async Task<string> StartAsync(PageClient page, string provider, string back) =>
        (await page.GetAsync($"/api/v1/sign-in/oidc/{provider}/start?return={Uri.EscapeDataString(back)}")).Is(HttpStatusCode.SeeOther).Location!;

    /// <summary>Goes back to the app with what the provider answered.</summary>
    private protected static Task<Answer> ReturnAsync(PageClient page, Uri answer) => page.GetAsync(answer.PathAndQuery);

    private protected async Task<Answer> SignInAsync(PageClient page, string subject, params (string, object)[] claims) =>
        await ReturnAsync(page, City.Authorize(await StartAsync(page, "city", "/desk"), subject, claims));

    private protected async Task<Answer> SignInTalentAsync(PageClient page, string subject, params (string, object)[] claims) =>
        await ReturnAsync(page, Province.Authorize(await StartAsync(page, "province", "/pass"), subject, claims));
}
