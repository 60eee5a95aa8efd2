using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>Starts the app for one test class. The app has its own storage account.</summary>
public sealed class SiteFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestApp? _app;

    public TestApp App => _app!;

    /// <summary>The base address of the pages, without a slash at the end.</summary>
    public string Origin => App.Http.BaseAddress!.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync() => _app = await TestApp.StartAsync(azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }
}
