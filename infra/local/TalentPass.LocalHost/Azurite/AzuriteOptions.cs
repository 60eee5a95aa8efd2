namespace TalentPass.LocalHost.Azurite;

/// <summary>How to start Azurite.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The emulator's default account, used when no accounts are named.</summary>
    public const string DefaultAccount = "devstoreaccount1";

    /// <summary>The folder of the data; null keeps the data in memory, where it is lost at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>
    /// The folder Azurite is installed in; null means the clone's <c>.data/azurite</c>, or the user's local application
    /// data outside a clone.
    /// </summary>
    public string? InstallFolder { get; init; }

    /// <summary>The accounts to serve: at most 256, each with 3–24 lower-case letters and digits.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [DefaultAccount];

    /// <summary>
    /// The files of a certificate and its key, both PEM. The services then speak HTTPS and accept bearer tokens. Null means
    /// plain HTTP.
    /// </summary>
    public (string Certificate, string Key)? Https { get; init; }

    /// <summary>
    /// Environment variables for node and npm, added to those of this process. node and npm are looked for in its
    /// <c>PATH</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Receives one sentence for each step that takes long, such as the first download.</summary>
    public Action<string> Say { get; init; } = static _ => { };
}
