namespace TalentPass.Core.Catalogue.Services;

/// <summary>A department (部门) that handles requests.</summary>
/// <param name="Id">
/// The stable id, e.g. <c>exit-entry</c>; it names the desk, and the queue <c>desk-exit-entry</c>. The id of a district's department
/// begins with that of the department above: <c>education-yinzhou</c>. It shares the queue of that department.
/// </param>
/// <param name="Title">The short name that staff use, e.g. 公安出入境.</param>
/// <param name="FullName">The official name, for the end of a decision.</param>
/// <param name="Parent">The department of the city above a district's department (区县部门); null for a department of the city.</param>
/// <param name="CreditCode">
/// Its credit code (统一社会信用代码, GB 32100), for the numbers of its documents; null while the office has not set it.
/// </param>
/// <param name="Reasons">Texts that its officers often write; null when the office has set none.</param>
public sealed record Department(
    string Id, Bilingual Title, Bilingual FullName, string? Parent = null, string? CreditCode = null, IReadOnlyList<CommonReason>? Reasons = null);

/// <summary>A text that officers often write to an applicant (常用理由). An officer takes it over and may change it.</summary>
/// <param name="Actions">The actions for which it is offered, e.g. <c>refuse</c>.</param>
/// <param name="Text">The text.</param>
public sealed record CommonReason(IReadOnlyList<string> Actions, Bilingual Text)
{
    /// <summary>The most texts of a department, and the most characters of a text.</summary>
    public const int Most = 40, MostText = 500;

    /// <summary>The actions that ask for a text.</summary>
    public static IReadOnlyList<string> AllActions { get; } =
        ["not-accept", "request-supplement", "pause", "extend", "approve", "refuse", "transfer", "transfer-out", "answer-urge", "note"];
}

/// <summary>A person's nature (人员性质). Together with the tier it decides what a person is entitled to.</summary>
/// <param name="Id"><c>domestic</c> 境内, <c>hmt</c> 港澳台, <c>foreign</c> 外籍.</param>
/// <param name="Title">The name for people.</param>
public sealed record Nature(string Id, Bilingual Title);

/// <summary>A service area of the city. A development zone without a GB/T 2260 code has the code of its district.</summary>
/// <param name="Id">The stable id, e.g. <c>hi-tech-zone</c>.</param>
/// <param name="Code">The GB/T 2260 code, six digits; several areas may share one.</param>
/// <param name="Title">The name for people.</param>
public sealed record Area(string Id, string Code, Bilingual Title);
