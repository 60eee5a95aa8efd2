using System.Globalization;
using System.IO.Compression;
using Azure.Data.Tables;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Catalogue.Versions;

/// <summary>
/// The rows of table <c>Catalogue</c>, all in one partition. Row <c>current</c> names the version in force. Each version has one
/// row <c>v|…</c>, which never changes; the newest comes first. It holds the canonical form, compressed with gzip, in binary
/// properties. Both kinds are sealed (<see cref="RowSeal"/>). The seal of a version covers the hash of its content, so a list of
/// versions is checked without the content.
/// </summary>
internal static class CatalogueRows
{
    public const string Partition = "catalogue";
    public const string Current = "current";
    public const string Versions = "v|";
    private const int MaxVersion = 99_999_999;

    // Azure allows 1 MiB for a row.
    private const int MaxBytes = 15 * LongBinary.PartBytes;

    public static RowShape PointerShape { get; } = new("catalogue-current", "Version", "Hash", "SeedHash", "SeedFiles");

    /// <summary>Its columns are what a list of versions needs, without the content.</summary>
    public static RowShape VersionShape { get; } = new("catalogue-version", "Version", "Hash", "PublishedAt", "PublishedBy");

    public static string Key(int version) => Versions + StorageKey.Number(MaxVersion - version, 8);

    // 0 for a key that is none of ours.
    public static int NumberOf(string key) =>
        int.TryParse(key[Versions.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var inverted) ? MaxVersion - inverted : 0;

    public static TableEntity Pointer(int version, string hash, string? seedHash, string? seedFiles) => new(Partition, Current)
    {
        ["Version"] = version,
        ["Hash"] = hash,
        ["SeedHash"] = seedHash,
        ["SeedFiles"] = seedFiles,
    };

    public static TableEntity Row(CatalogueVersion version, byte[] canonical)
    {
        var entity = new TableEntity(Partition, Key(version.Version))
        {
            ["Version"] = version.Version,
            ["Hash"] = version.Hash,
            ["PublishedAt"] = version.PublishedAt,
            ["PublishedBy"] = version.PublishedBy,
        };
        var packed = Compress(canonical);
        if (packed.Length > MaxBytes)
        {
            throw new InvalidOperationException($"A catalogue of {canonical.Length} bytes does not fit a row.");
        }

        LongBinary.Set(entity, packed, Property);
        return entity;
    }

    public static CatalogueVersion Read(TableEntity row) => new(
        row.GetInt32("Version")!.Value, row.GetString("Hash"), row.GetDateTimeOffset("PublishedAt")!.Value, row.GetString("PublishedBy"));

    /// <exception cref="InvalidDataException">The content of the row does not match its hash.</exception>
    public static ServiceCatalogue ReadContent(TableEntity row)
    {
        using var packed = new MemoryStream(LongBinary.Find(row, Property)!);
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Decompress))
        {
            gzip.CopyTo(unpacked);
        }

        var canonical = unpacked.ToArray();
        return CatalogueDocument.Hash(canonical) == row.GetString("Hash")
            ? CatalogueDocument.Parse(canonical)
            : throw new InvalidDataException($"Version {row.GetInt32("Version")} of the catalogue does not match its hash.");
    }

    private static byte[] Compress(byte[] canonical)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(canonical);
        }

        return packed.ToArray();
    }

    private static string Property(int index) => $"Data{index:d2}";
}
