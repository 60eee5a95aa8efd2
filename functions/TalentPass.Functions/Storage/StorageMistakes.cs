using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Storage;

/// <summary>
/// Checks before the first trigger whether storage and the master key are configured. No message repeats a secret.
/// </summary>
internal static class StorageMistakes
{
    private const string Connection = "TalentPassStorage";

    public static IEnumerable<string> Find(IServiceProvider services, bool production)
    {
        var configuration = services.GetRequiredService<IConfiguration>();
        return Addresses(configuration.GetSection(Connection), production)
            .Or(() => Try(() => services.GetRequiredService<StorageClients>(), Connection, $"{Connection} is not a connection string: take the one the emulator prints, or use addresses and an identity instead."))
            .Concat(Options(services))
            .Concat(Key(configuration.GetSection("KeyRing"), production)
                .Or(() => Try(() => services.GetRequiredService<MasterKey>(), "key", "KeyRing:Key must be 32 bytes in base64; make one with `openssl rand -base64 32`.")));
    }

    // Runs the second check only when the first found nothing: its mistakes would follow from those of the first.
    private static IEnumerable<string> Or(this IEnumerable<string> told, Func<IEnumerable<string>> further) =>
        told.ToList() is { Count: > 0 } some ? some : further();

    private static IEnumerable<string> Addresses(IConfigurationSection connection, bool production)
    {
        if (connection.Value is { Length: > 0 } text)
        {
            if (production && !OnThisMachine(text))
            {
                yield return $"{Connection} is a connection string, which holds a key to everything: in production set {Connection}__tableServiceUri, {Connection}__queueServiceUri and {Connection}__blobServiceUri, reached with the app's identity.";
            }

            yield break;
        }

        (string Name, string? Value)[] addresses =
        [
            ($"{Connection}__tableServiceUri", connection["tableServiceUri"]),
            ($"{Connection}__queueServiceUri", connection["queueServiceUri"]),
            ($"{Connection}__blobServiceUri", connection["blobServiceUri"]),
        ];
        if (addresses.All(address => string.IsNullOrEmpty(address.Value)))
        {
            yield break;
        }

        foreach (var (name, value) in addresses)
        {
            if (string.IsNullOrEmpty(value))
            {
                yield return $"{name} is missing: another service's address is set, and all three are needed.";
            }
            else if (!(Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
            {
                yield return $"{name} must be an https address: an identity's token must not travel in the clear.";
            }
        }
    }

    // True for an emulator on this machine. It holds nobody's data, so its key may be in the settings.
    private static bool OnThisMachine(string connectionString)
    {
        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
            return parts.ContainsKey("UseDevelopmentStorage")
                || (parts.TryGetValue("TableEndpoint", out var endpoint) && Uri.TryCreate(endpoint as string, UriKind.Absolute, out var address) && address.IsLoopback);
        }
        catch (ArgumentException)
        {
            // Not a connection string at all; another check reports this.
            return true;
        }
    }

    private static IEnumerable<string> Key(IConfigurationSection ring, bool production)
    {
        if (ring["FormerKeys"]?.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal) == true)
        {
            yield return "KeyRing:FormerKeys is a Key Vault reference that was not resolved: the secret is missing (it says none where there are none), or the app's identity may not read it.";
        }

        if (ring["Key"] is { Length: > 0 } key)
        {
            if (key.StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            {
                yield return "KeyRing:Key is a Key Vault reference that was not resolved: the secret is missing, or the app's identity may not read it.";
            }
        }
        else if (production && ring["KeyFile"] is { Length: > 0 })
        {
            yield return "KeyRing:KeyFile is for one developer's machine: in production all instances share KeyRing:Key, a Key Vault reference.";
        }
    }

    private static IEnumerable<string> Try(Func<object> make, string subject, string otherwise)
    {
        try
        {
            make();
            return [];
        }
        catch (InvalidOperationException own) when (own.Message.Contains(subject, StringComparison.Ordinal))
        {
            return [own.Message];
        }
        catch (Exception fault) when (fault is InvalidOperationException or FormatException or ArgumentException)
        {
            return [otherwise];
        }
    }

    private static IEnumerable<string> Options(IServiceProvider services)
    {
        try
        {
            var options = services.GetRequiredService<StorageOptions>();
            var prefixIsGood = options.NamePrefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character));
            var limitsAreGood = options.OperationLimit > TimeSpan.Zero && options.NetworkTimeout > TimeSpan.Zero;
            return
            [
                .. prefixIsGood ? Array.Empty<string>() : ["TalentPassStorage:namePrefix may only hold lower-case letters and digits: it stands in table and queue names."],
                .. limitsAreGood ? Array.Empty<string>() : ["Storage:OperationLimit and Storage:AttemptLimit must be longer than zero."],
            ];
        }
        catch (InvalidOperationException unreadable)
        {
            return [unreadable.Message];
        }
    }
}
