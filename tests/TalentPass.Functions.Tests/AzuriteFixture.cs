using System.Globalization;
using TalentPass.Functions.Tests;
using TalentPass.LocalHost.Azurite;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace TalentPass.Functions.Tests;

/// <summary>One Azurite in memory for all tests of this assembly. Each test class uses its own account.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private static readonly string[] Accounts = [.. Enumerable.Range(1, 1024).Select(i => string.Create(CultureInfo.InvariantCulture, $"t{i:000}"))];
    private AzuriteProcess? _azurite;
    private int _taken;

    public async ValueTask InitializeAsync() =>
        _azurite = await AzuriteProcess.StartAsync(new AzuriteOptions { Accounts = Accounts });

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
            await _azurite.DisposeAsync();
    }

    /// <summary>The connection string of an unused account with empty storage.</summary>
    public string NewAccount() => _azurite!.ConnectionString(Accounts[Interlocked.Increment(ref _taken) - 1]);
}
