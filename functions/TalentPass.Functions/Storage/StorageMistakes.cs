using Microsoft.Extensions.DependencyInjection;
using TalentPass.Core.Storage;

namespace TalentPass.Functions.Storage;

/// <summary>Finds out before the first trigger whether storage and the master key are configured.</summary>
internal static class StorageMistakes
{
    public static IEnumerable<string> Find(IServiceProvider services) =>
        Try(() => services.GetRequiredService<StorageClients>(), "TalentPassStorage", "TalentPassStorage is not a connection string: copy it from the storage account's access keys.")
            .Concat(Prefix(services))
            .Concat(Try(() => services.GetRequiredService<MasterKey>(), "key", "KeyRing:Key must be 32 bytes in base64; make one with `openssl rand -base64 32`."));

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

    private static IEnumerable<string> Prefix(IServiceProvider services)
    {
        try
        {
            return services.GetRequiredService<StorageOptions>().NamePrefix.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
                ? []
                : ["TalentPassStorage:namePrefix may only hold lower-case letters and digits: it stands in table and queue names."];
        }
        catch (InvalidOperationException unreadable)
        {
            return [unreadable.Message];
        }
    }
}
