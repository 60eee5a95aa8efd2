namespace TalentPass.LocalHost.Azurite;

/// <summary>How to start Azurite.</summary>
public sealed record AzuriteOptions
{
    /// <summary>The account that exists when none are named, the emulator's own.</summary>
    public const string DefaultAccount = "devstoreaccount1";

    /// <summary>Where the data lives; null keeps it in memory and loses it at the end.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where Azurite is installed; null means the clone's <c>.data/azurite</c>, or the user's cache outside a clone.</summary>
    public string? InstallFolder { get; init; }

    /// <summary>The accounts to serve, at most 256 of 3–24 lower-case letters and digits.</summary>
    public IReadOnlyList<string> Accounts { get; init; } = [DefaultAccount];

    /// <summary>Files of a certificate and its key, both PEM: the services then speak HTTPS and take bearer tokens; null is plain HTTP.</summary>
    public (string Certificate, string Key)? Https { get; init; }

    /// <summary>Variables set for node and npm on top of this process's environment; <c>PATH</c> is also where they are looked for.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Told in one sentence what takes long, such as the first download.</summary>
    public Action<string> Say { get; init; } = static _ => { };
}
