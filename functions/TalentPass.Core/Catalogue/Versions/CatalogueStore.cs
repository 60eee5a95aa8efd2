using Azure.Data.Tables;
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
    private readonly RowSeal _seals;
    private readonly RandomSource _random;
    private readonly TimeProvider _time;
    private readonly Cache<int, PublishedCatalogue> _versions;
    private readonly Cached<PublishedCatalogue> _current;
    private volatile PublishedCatalogue? _last;

    /// <summary>Creates the store of a deployment.</summary>
    public CatalogueStore(StorageClients clients, RowSeal seals, RandomSource random, TimeProvider time)
    {
        (_table, _seals, _random, _time) = (clients.Table(StorageLayout.Catalogue), seals, random, time);
        _versions = new Cache<int, PublishedCatalogue>(kept: null, MostVersions, time);
        _current = new Cached<PublishedCatalogue>(ReadAsync, Ages, time);
    }

    /// <summary>
    /// Returns the version in force, usually from memory. A read costs one call, and a second one when another version is in
    /// force. See <see cref="Ages"/>. When row <c>current</c> is not trusted, the version read last stays in use.
    /// </summary>
    /// <exception cref="InvalidOperationException">No catalogue was published yet: the seeds were not loaded.</exception>
    /// <exception cref="UntrustedRowException">The catalogue in force is not trusted, and this process has no earlier one.</exception>
    public ValueTask<PublishedCatalogue> CurrentAsync(CancellationToken cancel) => _current.CurrentAsync(cancel);

    /// <summary>
    /// Returns a version by its number; null when there is none that is trusted. Versions never change, so a cached one (at most
    /// 100) needs no storage call. Otherwise one call.
    /// </summary>
    public ValueTask<PublishedCatalogue?> VersionAsync(int version, CancellationToken cancel) => _versions.FindAsync(version, async number =>
    {
        var row = number < 1 ? null : await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Key(number), cancel);
        return _seals.Read(CatalogueRows.VersionShape, row, each =>
        {
            var (_, hash, publishedAt, _) = CatalogueRows.Read(each);
            return new PublishedCatalogue(number, hash, publishedAt, CatalogueRows.ReadContent(each));
        });
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
        var rows = (await _table.ReadAsync(filter, page.Limit + 1, cancel, CatalogueRows.VersionShape.Columns)).Rows;
        return Page.Of(rows, page, row => row.RowKey, Summary);
    }

    /// <summary>
    /// Publishes a catalogue as a new version and puts it in force. Writes nothing when this content is in force already. Writes
    /// nothing either when seeds equal the seeds that were loaded last: a restart must not undo what the office published since.
    /// Two storage calls; more when somebody else publishes at the same time. When row <c>current</c> is not trusted, the next
    /// version after the newest one replaces it.
    /// </summary>
    /// <param name="catalogue">A catalogue that <see cref="CatalogueDocument.Read"/> accepted.</param>
    /// <param name="publisher">The account that publishes.</param>
    /// <param name="seed">The fingerprint of the seed files that the catalogue comes from; null when it comes from the office.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <param name="seen">The version that must be in force still; null when any may be.</param>
    public async Task<Publication> PublishAsync(ServiceCatalogue catalogue, string publisher, string? seed, CancellationToken cancel, Precondition? seen = null)
    {
        var canonical = CatalogueDocument.Write(catalogue);
        var hash = CatalogueDocument.Hash(canonical);
        var operation = OperationId.New(_random);
        return await Contest.MustAsync<Publication>("the catalogue", async () =>
        {
            var row = await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Current, cancel);
            var pointer = row is not null && _seals.Accepts(CatalogueRows.PointerShape, row) ? row : null;
            if (seen?.Allows(pointer?.GetString("Hash") ?? "") is false)
            {
                return new Publication(new CatalogueVersion(pointer?.GetInt32("Version") ?? 0, "", _time.GetUtcNow(), ""), IsNew: false, IsStale: true);
            }

            if (pointer is not null && (pointer.GetString("Hash") == hash || (seed is not null && pointer.GetString("SeedHash") == hash))
                && await SummaryAsync(pointer.GetInt32("Version")!.Value, cancel) is { } standing)
            {
                return seed is null || pointer.GetString("SeedFiles") == seed || await RememberAsync(pointer, seed, operation, cancel)
                    ? new Publication(standing, IsNew: false)
                    : null;
            }

            var last = pointer?.GetInt32("Version") ?? (row is null ? 0 : await NewestAsync(cancel));
            var version = new CatalogueVersion(last + 1, hash, _time.GetUtcNow(), publisher);
            var next = CatalogueRows.Pointer(version.Version, hash, seed is null ? pointer?.GetString("SeedHash") : hash, seed ?? pointer?.GetString("SeedFiles"));
            var transaction = new Transaction(CatalogueRows.Partition, operation)
                .Add(_seals.Seal(CatalogueRows.VersionShape, CatalogueRows.Row(version, canonical)));
            _seals.Seal(CatalogueRows.PointerShape, next);
            transaction = row is null ? transaction.Add(next) : transaction.Replace(next, row.ETag);
            if (await _table.CommitAsync(transaction, cancel) is not Commit.Written)
            {
                return null;
            }

            _last = _versions.Keep(version.Version, new PublishedCatalogue(version.Version, hash, version.PublishedAt, catalogue));
            _current.Keep(_last);
            return new Publication(version, IsNew: true);
        });
    }

    /// <summary>
    /// Returns the version in force when these seed files were loaded last; null when others were. One storage call, and a second
    /// one when they were.
    /// </summary>
    /// <param name="seed">The fingerprint of the seed files.</param>
    /// <param name="cancel">Stops the attempt.</param>
    public async Task<CatalogueVersion?> FindLoadedAsync(string seed, CancellationToken cancel) =>
        await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Current, cancel) is { } pointer
        && _seals.Accepts(CatalogueRows.PointerShape, pointer) && pointer.GetString("SeedFiles") == seed
            ? await SummaryAsync(pointer.GetInt32("Version")!.Value, cancel)
            : null;

    private async Task<PublishedCatalogue> ReadAsync(CancellationToken cancel)
    {
        var last = _last;
        var pointer = await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Current, cancel, CatalogueRows.PointerShape.Columns);
        if (pointer is null && last is null)
        {
            throw new InvalidOperationException("No catalogue is published: load the seeds.");
        }

        var current = pointer is not null && _seals.Accepts(CatalogueRows.PointerShape, pointer) ? await InForceAsync(pointer, last, cancel) : null;
        return _last = current ?? last ?? throw new UntrustedRowException(
            "The catalogue in force is not trusted: publish it again, or restore table Catalogue from a backup.");
    }

    // Other files, for example reformatted ones, or another build of the app, gave the same catalogue.
    private async Task<bool> RememberAsync(TableEntity pointer, string seed, string operation, CancellationToken cancel)
    {
        var next = CatalogueRows.Pointer(pointer.GetInt32("Version")!.Value, pointer.GetString("Hash"), pointer.GetString("SeedHash"), seed);
        _seals.Seal(CatalogueRows.PointerShape, next);
        return await _table.CommitAsync(new Transaction(CatalogueRows.Partition, operation).Replace(next, pointer.ETag), cancel) is Commit.Written;
    }

    // Version numbers only grow, so an earlier one was set back.
    private async Task<PublishedCatalogue?> InForceAsync(TableEntity pointer, PublishedCatalogue? last, CancellationToken cancel)
    {
        var version = pointer.GetInt32("Version")!.Value;
        if (last is null || version >= last.Version)
        {
            return await VersionAsync(version, cancel);
        }

        _seals.Refuse(CatalogueRows.PointerShape, CatalogueRows.Partition, CatalogueRows.Current, "it was set back to an earlier version");
        return null;
    }

    private CatalogueVersion? Summary(TableEntity? row) => _seals.Read(CatalogueRows.VersionShape, row, CatalogueRows.Read);

    private async Task<CatalogueVersion?> SummaryAsync(int version, CancellationToken cancel) =>
        Summary(await _table.FindAsync(CatalogueRows.Partition, CatalogueRows.Key(version), cancel, CatalogueRows.VersionShape.Columns));

    // Also a version that is not trusted takes its number.
    private async Task<int> NewestAsync(CancellationToken cancel)
    {
        var filter = TableFilter.Prefix(CatalogueRows.Partition, CatalogueRows.Versions);
        return (await _table.ReadAsync(filter, 1, cancel, ["RowKey"])).Rows is [var row] ? CatalogueRows.NumberOf(row.RowKey) : 0;
    }
}
