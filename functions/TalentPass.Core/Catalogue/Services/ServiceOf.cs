namespace TalentPass.Core.Catalogue.Services;

/// <summary>
/// Gives a service as a version of the catalogue defines it. When this version does not have the service, the version in force
/// is used. Usually the answer comes from memory.
/// </summary>
public delegate ValueTask<ServiceItem> ServiceOf(string service, int catalogueVersion, CancellationToken cancel);
