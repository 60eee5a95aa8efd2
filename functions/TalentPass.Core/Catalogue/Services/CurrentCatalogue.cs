namespace TalentPass.Core.Catalogue.Services;

/// <summary>The version of the catalogue in force: from memory as a rule, from storage when it is old.</summary>
public delegate ValueTask<PublishedCatalogue> CurrentCatalogue(CancellationToken cancel);
