using TalentPass.Core.Identity;

namespace TalentPass.Functions.Tests;

/// <summary>One storage account for the tests of a class. Each test uses its own name prefix in it.</summary>
public sealed class ClassAccount(AzuriteFixture azurite)
{
    public string Connection { get; } = azurite.NewAccount();

    public static string NewPrefix() => $"t{RandomSource.System.Id(8)}";
}
