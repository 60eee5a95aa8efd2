namespace TalentPass.Core.Catalogue.Services;

/// <summary>A department (部门) that handles requests.</summary>
/// <param name="Id">Stable id, e.g. <c>exit-entry</c>; names the queue <c>desk-exit-entry</c>.</param>
/// <param name="Title">The short name staff use, e.g. 公安出入境.</param>
/// <param name="FullName">The official name, as it stands under a decision.</param>
public sealed record Department(string Id, Bilingual Title, Bilingual FullName);

/// <summary>A person's nature (人员性质): the second axis beside the tier.</summary>
/// <param name="Id"><c>domestic</c> 境内, <c>hmt</c> 港澳台, <c>foreign</c> 外籍.</param>
/// <param name="Title">What people read.</param>
public sealed record Nature(string Id, Bilingual Title);

/// <summary>A service area of the city; a development zone without a code of its own maps to its district's.</summary>
/// <param name="Id">Stable id, e.g. <c>hi-tech-zone</c>.</param>
/// <param name="Code">GB/T 2260, six digits; several areas may share one.</param>
/// <param name="Title">What people read.</param>
public sealed record Area(string Id, string Code, Bilingual Title);
