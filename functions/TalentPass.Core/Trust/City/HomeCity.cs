namespace TalentPass.Core.Trust.City;

/// <summary>The city of this deployment.</summary>
/// <param name="Code">The GB/T 2260 code, six digits.</param>
/// <param name="Name">The name of the city.</param>
/// <param name="PublicUrl">
/// The URL of the public lists, for example <c>https://rc.example.gov.cn</c>, without a slash at the end.
/// </param>
public sealed record HomeCity(int Code, Bilingual Name, string PublicUrl)
{
    /// <summary>Ningbo (宁波), for a developer's machine.</summary>
    public static HomeCity Ningbo { get; } = new(330200, new Bilingual("宁波", "Ningbo"), "http://localhost:7071");

    /// <summary>The start of the URLs of the city's status lists; the list's number follows.</summary>
    public string StatusUrl => PublicUrl + "/.well-known/talentpass/status/";
}
