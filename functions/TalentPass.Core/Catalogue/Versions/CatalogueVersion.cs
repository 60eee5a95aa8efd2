namespace TalentPass.Core.Catalogue.Versions;

/// <summary>A version as it stands in the list of versions.</summary>
/// <param name="Version">Counts from 1.</param>
/// <param name="Hash">SHA-256 of the canonical form, 52 base32 characters.</param>
/// <param name="PublishedAt">When.</param>
/// <param name="PublishedBy">The account; <see cref="SeedLoader.Publisher"/> for the seed files.</param>
public sealed record CatalogueVersion(int Version, string Hash, DateTimeOffset PublishedAt, string PublishedBy);

/// <summary>What publishing came to.</summary>
/// <param name="Version">The version now in force.</param>
/// <param name="IsNew">False when this content was in force already: nothing was written.</param>
public sealed record Publication(CatalogueVersion Version, bool IsNew);
