namespace TalentPass.Core.Access;

/// <summary>The texts that explain why a search is allowed.</summary>
internal static class SearchReasons
{
    private static readonly Bilingual _ofCase = new(
        "凭办件编号或查询码，本部门可查到现由其办理的办件。", "By number or short code, a department finds the cases that are with it now.");

    private static readonly Bilingual _ofOfficer = new(
        "经办人员为办理本部门的办件，可按证件、电话或姓名查找；本次查询已记录。",
        "An officer may look for the department's own cases by document, phone or name in order to handle them; this search was recorded.");

    private static readonly Bilingual _ofSupervisor = new(
        "督办人员为督办该部门的办件，可按证件、电话或姓名查找；本次查询已记录。",
        "A supervisor may look for the department's cases by document, phone or name in order to supervise them; this search was recorded.");

    /// <summary>Why a case may be found by its number or short code.</summary>
    public static Bilingual OfCase => _ofCase;

    /// <summary>Why a person's requests may be found by the person's document, phone or name.</summary>
    public static Bilingual OfPerson(bool supervises) => supervises ? _ofSupervisor : _ofOfficer;
}
