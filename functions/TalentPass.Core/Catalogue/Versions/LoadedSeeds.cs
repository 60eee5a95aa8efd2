using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>
/// Remembers which seed files were loaded last, so that a start does not read and check them again: table <c>Catalogue</c>,
/// partition <c>seeds</c>, one row for each kind. The catalogue's own files are not here: its row <c>current</c> names them.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="folder">The seed folder.</param>
/// <param name="seals">Seals and checks the rows.</param>
/// <param name="random">Random source for operation ids.</param>
public sealed class LoadedSeeds(StorageClients clients, SeedFolder folder, RowSeal seals, RandomSource random)
{
    private const string Partition = "seeds";
    private const string Files = "Files";
    private static readonly RowShape _shape = new("loaded-seeds", Files);
    private readonly Table _table = clients.Table(StorageLayout.Catalogue);

    /// <summary>
    /// Loads seeds, unless this build of the app has loaded these very files last. One storage call, and one more after loading.
    /// </summary>
    /// <param name="kind">The row's name, lower case.</param>
    /// <param name="files">The files that are loaded.</param>
    /// <param name="load">Loads them. It may run again after a failure.</param>
    /// <param name="cancel">Stops the loading.</param>
    /// <exception cref="SeedException">A file is missing, or <paramref name="load"/> found mistakes.</exception>
    public async Task OnceAsync(string kind, IEnumerable<string> files, Func<Task> load, CancellationToken cancel)
    {
        var fingerprint = folder.Fingerprint(files);
        var row = await _table.FindAsync(Partition, kind, cancel, _shape.Columns);
        if (seals.Read(_shape, row, static known => known.GetString(Files)) == fingerprint)
        {
            return;
        }

        await load();
        var loaded = seals.Seal(_shape, new TableEntity(Partition, kind) { [Files] = fingerprint });
        await _table.CommitAsync(new Transaction(Partition, OperationId.New(random)).Put(loaded), cancel);
    }
}
