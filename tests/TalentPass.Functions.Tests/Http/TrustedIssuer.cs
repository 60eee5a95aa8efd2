namespace TalentPass.Functions.Tests.Http;

/// <summary>An app that trusts an issuer, and one call of staff to it.</summary>
public abstract class TrustedIssuer : IAsyncLifetime
{
    private const string Act = "/api/v1/sample-desks/housing/act";

    private protected FakeIssuer Issuer { get; private set; } = null!;

    private protected PipelineApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await FakeIssuer.StartAsync();
        App = await PipelineApp.StartAsync(Issuer.Configure);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await App.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    // Acts at the desk of housing with this token, and returns the status.
    private protected async Task<int> ActAsync(string token, PipelineApp? app = null) =>
        (await (app ?? App).SendAsync(HttpMethod.Post, Act, token, null, ("If-Match", "\"7\""))).Status;
}
