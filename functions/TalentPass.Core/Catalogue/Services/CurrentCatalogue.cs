namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// Gives the version of the catalogue in force. Usually it comes from memory; when the copy is old, from storage.
/// </summary>
public delegate ValueTask<PublishedCatalogue> CurrentCatalogue(CancellationToken cancel);
