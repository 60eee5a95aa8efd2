namespace TalentPass.LocalHost.Azurite;

/// <summary>The storage accounts that an Azurite serves. Each has its own data.</summary>
internal static class AzuriteAccounts
{
    /// <summary>
    /// The emulator's published key, which every local account has. It is not a secret (learn.microsoft.com, "Use the
    /// Azurite emulator").
    /// </summary>
    public const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>The value of <c>AZURITE_ACCOUNTS</c>.</summary>
    public static string Variable(IEnumerable<string> accounts) => string.Join(';', accounts.Select(account => $"{account}:{Key}"));
}
