namespace TalentPass.Functions.Tests.Catalogue;

/// <summary>One app for all tests of a class. The tests may only read from it.</summary>
public sealed class CatalogueApp(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestApp _app = null!;

    public HttpClient Anyone => _app.Http;

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public Task<HttpClient> SignInAsync(string account) => _app.SignInAsync(account);
}
