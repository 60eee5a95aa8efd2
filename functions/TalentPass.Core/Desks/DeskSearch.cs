using System.Text.Json.Serialization;

namespace TalentPass.Core.Desks;

/// <summary>What a search of a desk has found, and why it was allowed.</summary>
/// <param name="Items">Requests that are at this desk now, open or closed.</param>
/// <param name="NextCursor">Where the next part starts; null at the end.</param>
/// <param name="By">As what the text was read: <c>number</c>, <c>short_code</c>, <c>document</c>, <c>phone</c>, <c>name</c>.</param>
/// <param name="Reason">Why the caller may search so.</param>
/// <param name="Recorded">Whether the search was recorded: every one by a person's data is.</param>
public sealed record DeskSearch(
    IReadOnlyList<DeskItem> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? NextCursor,
    IReadOnlyList<string> By,
    string Reason,
    bool Recorded) : IPage
{
    IPage IPage.With(string nextCursor) => this with { NextCursor = nextCursor };
}

/// <summary>Why a search is allowed, as people read it.</summary>
internal static class SearchReasons
{
    private static readonly Bilingual _ofCase = new(
        "凭办件编号或查询码,本部门可查到现由其办理的办件。", "By number or short code, a department finds the cases that are with it now.");

    private static readonly Bilingual _ofOfficer = new(
        "经办人员为办理本部门的办件,可按证件、电话或姓名查找;本次查询已记录。",
        "An officer may look for the department's own cases by document, phone or name in order to handle them; this search was recorded.");

    private static readonly Bilingual _ofSupervisor = new(
        "督办人员为督办该部门的办件,可按证件、电话或姓名查找;本次查询已记录。",
        "A supervisor may look for the department's cases by document, phone or name in order to supervise them; this search was recorded.");

    /// <summary>Why a request may be found by what it is itself.</summary>
    public static Bilingual OfCase => _ofCase;

    /// <summary>Why a person's requests may be found by what the person is known by.</summary>
    public static Bilingual OfPerson(bool supervises) => supervises ? _ofSupervisor : _ofOfficer;
}
