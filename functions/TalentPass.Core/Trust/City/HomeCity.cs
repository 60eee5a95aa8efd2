namespace TalentPass.Core.Trust.City;

/// <summary>The city this deployment serves.</summary>
/// <param name="Code">GB/T 2260 code of six digits.</param>
/// <param name="Name">What people call it.</param>
/// <param name="PublicUrl">Where the public lists are served, e.g. <c>https://rc.example.gov.cn</c>; no slash at the end.</param>
public sealed record HomeCity(int Code, Bilingual Name, string PublicUrl)
{
    /// <summary>宁波, on a developer's machine.</summary>
    public static HomeCity Ningbo { get; } = new(330200, new Bilingual("宁波", "Ningbo"), "http://localhost:7071");

    /// <summary>Where the city's status lists are: the list's number follows.</summary>
    public string StatusUrl => PublicUrl + "/.well-known/talentpass/status/";
}
