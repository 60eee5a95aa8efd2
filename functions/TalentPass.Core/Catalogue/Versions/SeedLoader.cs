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

    /// <summary>
    /// Loads the folder. Two storage calls, and no work when this build of the app has loaded these very files last; otherwise the
    /// files are read and checked, with two to four calls.
    /// </summary>
    /// <exception cref="SeedException">A file has mistakes.</exception>
    public async Task<Publication> LoadAsync(SeedFolder folder, CancellationToken cancel)
    {
        var files = folder.Fingerprint();
        if (await store.FindLoadedAsync(files, cancel) is { } loaded)
        {
            return new Publication(loaded, IsNew: false);
        }

        var publication = await store.PublishAsync(folder.ReadCatalogue(), Publisher, files, cancel);
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
