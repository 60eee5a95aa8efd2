using System.Globalization;
using System.Text.Json;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Logging;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Backup;

/// <summary>What a copy holds. It is stored in the copy as <c>copy.json</c>, after all else: a copy without it is not complete.</summary>
/// <param name="Tables">The number of rows of each table.</param>
/// <param name="Files">The number of papers.</param>
public sealed record CopyManifest(IReadOnlyDictionary<string, long> Tables, long Files)
{
    /// <summary>Returns the manifest's blob in a copy.</summary>
    public static string BlobOf(string copy) => $"{copy}/copy.json";
}

/// <summary>The result of a backup.</summary>
/// <param name="Copy">The name of the copy: when it was begun, in UTC.</param>
/// <param name="Holds">What it holds.</param>
public sealed record BackedUp(string Copy, CopyManifest Holds);

/// <summary>
/// Makes the day's copy of all tables and papers, for the case that wrong data was written. Redundancy does not help then, because
/// it copies the wrong data too.
/// </summary>
/// <param name="clients">The data.</param>
/// <param name="to">The containers of the copies; null where no copies are made, as on a developer's machine.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log for papers that cannot be copied.</param>
public sealed class BackUp(StorageClients clients, CopyContainers? to, TimeProvider time, ILogger<BackUp> log)
{
    /// <summary>
    /// Makes a copy, unless the day (UTC) has one. Throws at the end when a paper could not be copied; the copy is complete apart
    /// from it.
    /// </summary>
    /// <returns>The copy; null when there is nothing to do.</returns>
    /// <exception cref="StorageException">Storage is not available. What was written is no copy; another run makes one.</exception>
    public async Task<BackedUp?> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (to is null || await IsMadeAsync(to, now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), cancel))
        {
            return null;
        }

        var copy = now.ToString("yyyy-MM-dd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var apart = new Isolation("Papers of the backup", log);
        var rows = await new CopyTables(clients, to).SaveAsync(copy, cancel);
        var files = await new CopyFiles(clients, to).SaveAsync(copy, apart, cancel);
        var holds = new CopyManifest(rows, files);
        await to.Rows.GetBlobClient(CopyManifest.BlobOf(copy)).UploadAsync(BinaryData.FromBytes(JsonSerializer.SerializeToUtf8Bytes(holds)), cancel);
        apart.End();
        return new BackedUp(copy, holds);
    }

    private static async Task<bool> IsMadeAsync(CopyContainers to, string day, CancellationToken cancel)
    {
        await foreach (var blob in to.Rows.GetBlobsAsync(BlobTraits.None, BlobStates.None, day, cancel))
        {
            if (blob.Name.EndsWith("/copy.json", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
