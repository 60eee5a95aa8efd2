namespace TalentPass.Functions.Tests;

/// <summary>One app for all tests of a class. Each test uses its own data, so the tests do not disturb each other.</summary>
public sealed class AppFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>The storage account of the app.</summary>
    public string Connection { get; } = azurite.NewAccount();

    public TestApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync() => App = await TestApp.StartAsync(Connection);

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
