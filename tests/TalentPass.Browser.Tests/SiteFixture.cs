using TalentPass.Functions.Tests;

namespace TalentPass.Browser.Tests;

/// <summary>The app of one test class, on storage of its own.</summary>
public sealed class SiteFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    private TestApp? _app;

    public TestApp App => _app!;

    /// <summary>Where the pages are, without a slash at the end.</summary>
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
