namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// A service as a version of the catalogue has it, or as the one in force has it where that version never did; from
/// memory as a rule.
/// </summary>
public delegate ValueTask<ServiceItem> ServiceOf(string service, int catalogueVersion, CancellationToken cancel);
