namespace TalentPass.Core.Catalogue.Versions;

/// <summary>A version of the catalogue, without its content.</summary>
/// <param name="Version">The number of the version, from 1.</param>
/// <param name="Hash">SHA-256 of the canonical form, 52 base32 characters.</param>
/// <param name="PublishedAt">When the version was published.</param>
/// <param name="PublishedBy">The account that published it; <see cref="SeedLoader.Publisher"/> for the seed files.</param>
public sealed record CatalogueVersion(int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>The result of publishing a catalogue.</summary>
/// <param name="Version">The version now in force.</param>
/// <param name="IsNew">False when this content was in force already: nothing was written.</param>
/// <param name="IsStale">Whether nothing was published, because another version came into force meanwhile.</param>
public sealed record Publication(CatalogueVersion Version, bool IsNew, bool IsStale = false);
