namespace TalentPass.LocalHost.Azurite;

/// <summary>The accounts an Azurite serves, each a storage of its own.</summary>
internal static class AzuriteAccounts
{
    /// <summary>The emulator's published key, no secret (learn.microsoft.com, "Use the Azurite emulator"); every local account has it.</summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The value of <c>AZURITE_ACCOUNTS</c>.</summary>
    public static string Variable(IEnumerable<string> accounts) => string.Join(';', accounts.Select(account => $"{account}:{Key}"));
}
