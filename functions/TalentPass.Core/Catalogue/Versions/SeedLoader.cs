using Microsoft.Extensions.Logging;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>
/// Publishes the catalogue of a seed folder. A folder that has changed since it was loaded last makes a new version. An unchanged
/// folder writes nothing.
/// </summary>
public sealed partial class SeedLoader(CatalogueStore store, ILogger<SeedLoader> logger)
{
    /// <summary>The name of the publisher of versions that come from the seeds.</summary>
    public const string Publisher = "seeds";

    /// <summary>Loads the folder. Two storage calls.</summary>
    /// <exception cref="SeedException">A file has mistakes.</exception>
    public async Task<Publication> LoadAsync(SeedFolder folder, CancellationToken cancel)
    {
        var publication = await store.PublishAsync(folder.ReadCatalogue(), Publisher, isSeed: true, cancel);
        if (publication.IsNew)
        {
            Log.Published(logger, publication.Version.Version);
        }

        return publication;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The seeds are published as version {Version} of the catalogue")]
        public static partial void Published(ILogger logger, int version);
    }
}
