using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>The versions of the catalogue in storage, with a cache in memory.</summary>
public sealed class CatalogueStore
{
    /// <summary>
    /// How long the version in force is used before row <c>current</c> is read again. Every instance sees a publication after a
    /// minute at the latest. While storage is away, people may read the last version for a day; nobody can file meanwhile.
    /// </summary>
    public static readonly CacheAges Ages = new(Fresh: TimeSpan.FromSeconds(30), Trusted: TimeSpan.FromMinutes(1), Usable: TimeSpan.FromDays(1));

    private const int MostVersions = 100;
    private readonly Table _table;
    private readonly RandomSource _random;
    private readonly TimeProvider _time;
    private readonly Cache<int, PublishedCatalogue> _versions;
    private readonly Cached<PublishedCatalogue> _current;

    /// <summary>Creates the store of a deployment.</summary>
    public CatalogueStore(StorageClients clients, RandomSource random, TimeProvider time)
    {
        (_table, _random, _time) = (clients.Table(StorageLayout.Catalogue), random, time);
        _versions = new Cache<int, PublishedCatalogue>(kept: null, MostVersions, time);
        _current = new Cached<PublishedCatalogue>(ReadAsync, Ages, time);
    }

    /// <summary>
    /// Returns the version in force, usually from memory. A read costs one call, and a second one when another version is in
    /// force. See <see cref="Ages"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">No catalogue was published yet: the seeds were not loaded.</exception>
    public ValueTask<PublishedCatalogue> CurrentAsync(CancellationToken cancel) => _current.CurrentAsync(cancel);

    /// <summary>
    /// Returns a version by its number; null when it does not exist. Versions never change, so a cached one (at most 100) needs no
    /// storage call. Otherwise one call.
    /// </summary>
    public ValueTask<PublishedCatalogue?> VersionAsync(int version, CancellationToken cancel) => _versions.FindAsync(version, async number =>
    {
        if (number < 1 || await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Key(number), cancel) is not { } row)
        {
            return null;
        }

        var (_, hash, publishedAt, _) = CatalogueRows.Read(row);
        return new PublishedCatalogue(number, hash, publishedAt, CatalogueRows.ReadContent(row));
    });

    /// <summary>
    /// Returns a service of a version. When that version does not have the service, returns the service of the version in force.
    /// </summary>
    /// <exception cref="InvalidDataException">Neither version has the service.</exception>
    public async ValueTask<ServiceItem> ServiceAsync(string service, int version, CancellationToken cancel) =>
        (await VersionAsync(version, cancel))?.Content.Service(service)
        ?? (await CurrentAsync(cancel)).Content.Service(service)
        ?? throw new InvalidDataException($"No service {service} in the catalogue.");

    /// <summary>Lists the versions, newest first. One storage call.</summary>
    public async Task<Page<CatalogueVersion>> ListAsync(PageRequest page, CancellationToken cancel)
    {
        var filter = page.Cursor is { } cursor
            ? TableFilter.After(CatalogueRows.Partition, cursor, TableFilter.Next(CatalogueRows.Versions))
            : TableFilter.Prefix(CatalogueRows.Partition, CatalogueRows.Versions);
        var rows = (await _table.ReadAsync(filter, page.Limit + 1, cancel, CatalogueRows.Summary)).Rows;
        return new Page<CatalogueVersion>(
            [.. rows.Take(page.Limit).Select(CatalogueRows.Read)], rows.Count > page.Limit ? rows[page.Limit - 1].RowKey : null);
    }

    /// <summary>
    /// Publishes a catalogue as a new version and puts it in force. Writes nothing when this content is in force already. Writes
    /// nothing either when seeds equal the seeds that were loaded last: a restart must not undo what the office published since.
    /// Two storage calls; more when somebody else publishes at the same time.
    /// </summary>
    /// <param name="catalogue">A catalogue that <see cref="CatalogueDocument.Read"/> accepted.</param>
    /// <param name="publisher">The account that publishes.</param>
    /// <param name="isSeed">Whether the catalogue comes from the seed files.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<Publication> PublishAsync(ServiceCatalogue catalogue, string publisher, bool isSeed, CancellationToken cancel)
    {
        var canonical = CatalogueDocument.Write(catalogue);
        var hash = CatalogueDocument.Hash(canonical);
        var operation = OperationId.New(_random);
        return await Contest.MustAsync<Publication>("the catalogue", async () =>
        {
            var pointer = await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Current, cancel);
            if (pointer is not null && (pointer.GetString("Hash") == hash || (isSeed && pointer.GetString("SeedHash") == hash)))
            {
                return new Publication(await SummaryAsync(pointer.GetInt32("Version")!.Value, cancel), IsNew: false);
            }

            var version = new CatalogueVersion((pointer?.GetInt32("Version") ?? 0) + 1, hash, _time.GetUtcNow(), publisher);
            var next = CatalogueRows.Pointer(version, isSeed ? hash : pointer?.GetString("SeedHash"));
            var transaction = new Transaction(CatalogueRows.Partition, operation).Add(CatalogueRows.Row(version, canonical));
            transaction = pointer is null ? transaction.Add(next) : transaction.Replace(next, pointer.ETag);
            if (await _table.CommitAsync(transaction, cancel) is not Commit.Written)
            {
                return null;
            }

            _current.Keep(_versions.Keep(version.Version, new PublishedCatalogue(version.Version, hash, version.PublishedAt, catalogue)));
            return new Publication(version, IsNew: true);
        });
    }

    private async Task<PublishedCatalogue> ReadAsync(CancellationToken cancel)
    {
        var pointer = await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Current, cancel, ["Version"])
            ?? throw new InvalidOperationException("No catalogue is published: load the seeds.");
        var version = pointer.GetInt32("Version")!.Value;
        return await VersionAsync(version, cancel) ?? throw new InvalidDataException($"Version {version} of the catalogue is in force but missing.");
    }

    private async Task<CatalogueVersion> SummaryAsync(int version, CancellationToken cancel) =>
        CatalogueRows.Read(await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Key(version), cancel, CatalogueRows.Summary)
            ?? throw new InvalidDataException($"Version {version} of the catalogue is in force but missing."));
}
