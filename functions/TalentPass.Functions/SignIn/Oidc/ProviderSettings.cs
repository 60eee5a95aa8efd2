using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Configuration section <c>SignIn</c>: the providers through which people sign in on the pages (统一身份认证).</summary>
public sealed class SignInSettings
{
    /// <summary>The providers, by a name of 1–20 lower-case letters, digits and hyphens. It is part of addresses.</summary>
    public Dictionary<string, ProviderSettings> Providers { get; } = new(StringComparer.Ordinal);

    internal IEnumerable<string> FindMistakes() => Providers.SelectMany(each =>
        (IsName(each.Key) ? [] : new[] { $"SignIn:Providers:{each.Key}: a provider's name has 1–20 lower-case letters, digits and hyphens, and is not demo or wechat." })
            .Concat(each.Value.FindMistakes($"SignIn:Providers:{each.Key}")));

    private static bool IsName(string name) =>
        name is { Length: >= 1 and <= 20 } and not ("demo" or "wechat") && name.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each == '-');
}

/// <summary>A provider of OpenID Connect.</summary>
public sealed class ProviderSettings
{
    /// <summary>Its name to show, in Chinese.</summary>
    public string TitleZh { get; set; } = "";

    /// <summary>Its name to show, in English.</summary>
    public string TitleEn { get; set; } = "";

    /// <summary>Whom it signs in: <c>talent</c> or <c>staff</c>.</summary>
    public string For { get; set; } = "";

    /// <summary>The issuer, an https address, with its discovery document below it.</summary>
    public string Authority { get; set; } = "";

    /// <summary>The client id under which this app is registered there.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The client secret, a Key Vault reference in Azure; empty for a client that proves itself by PKCE alone.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The scopes that are asked for, separated by spaces.</summary>
    public string Scopes { get; set; } = "openid profile";

    /// <summary>The claim with the display name.</summary>
    public string NameClaim { get; set; } = "name";

    /// <summary>The claim that says how surely the person is known (实名认证等级).</summary>
    public string AssuranceClaim { get; set; } = "acr";

    /// <summary>The values of the assurance claim that are enough, separated by spaces; empty accepts any.</summary>
    public string Assurances { get; set; } = "";

    /// <summary>For staff: the claim with the roles.</summary>
    public string RolesClaim { get; set; } = "roles";

    /// <summary>For staff: the claim with the department's id.</summary>
    public string DepartmentClaim { get; set; } = "department";

    /// <summary>For staff: the value of the department claim that lets a supervisor supervise every department.</summary>
    public string AllDepartments { get; set; } = "all";

    /// <summary>For staff: the claim with the e-mail address.</summary>
    public string EmailClaim { get; set; } = "email";

    /// <summary>For staff: maps the provider's role names to ours. Names that are not in the map give nothing.</summary>
    public Dictionary<string, string> RoleNames { get; } = new(StringComparer.Ordinal);

    /// <summary>For talents: the claim with the document number.</summary>
    public string DocumentClaim { get; set; } = "document_number";

    /// <summary>For talents: the claim with the kind of document.</summary>
    public string DocumentKindClaim { get; set; } = "document_type";

    /// <summary>For talents: the claim with the country that issued a passport (ISO 3166-1 alpha-3).</summary>
    public string CountryClaim { get; set; } = "document_country";

    /// <summary>For talents: the claim with the birth date, <c>yyyy-MM-dd</c>.</summary>
    public string BirthDateClaim { get; set; } = "birthdate";

    /// <summary>For talents: the claim with the phone.</summary>
    public string PhoneClaim { get; set; } = "phone_number";

    /// <summary>
    /// For talents: maps the provider's kinds of documents to ours: <c>resident_id</c>, <c>hmt_residence</c>,
    /// <c>foreign_permanent_residence</c>, <c>passport</c>. Kinds that are not in the map are refused.
    /// </summary>
    public Dictionary<string, string> DocumentKinds { get; } = new(StringComparer.Ordinal);

    internal bool IsForTalents => For == "talent";

    internal Bilingual Title => new(TitleZh, TitleEn);

    internal static DocumentKind? KindOf(string name) => name switch
    {
        "resident_id" => DocumentKind.ResidentId,
        "hmt_residence" => DocumentKind.HmtResidence,
        "foreign_permanent_residence" => DocumentKind.ForeignPermanentResidence,
        "passport" => DocumentKind.Passport,
        _ => null,
    };

    internal IEnumerable<string> FindMistakes(string at)
    {
        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttps)
        {
            yield return $"{at}:Authority must be an https address: over http anyone on the way could sign in as anyone.";
        }

        foreach (var (name, value) in new[] { ("ClientId", ClientId), ("TitleZh", TitleZh), ("TitleEn", TitleEn) })
        {
            if (value.Length == 0)
            {
                yield return $"{at}:{name} is missing.";
            }
        }

        if (For is not ("talent" or "staff"))
        {
            yield return $"{at}:For is '{For}'; it is talent or staff.";
        }

        if (!Scopes.Split(' ').Contains("openid"))
        {
            yield return $"{at}:Scopes must name openid.";
        }

        foreach (var (theirs, ours) in RoleNames.Where(each => (Http.RoleNames.Parse([each.Value]) & OidcSettings.StaffRoles) == Roles.None))
        {
            yield return $"{at}:RoleNames:{theirs} is '{ours}', which is none of {string.Join(", ", Http.RoleNames.Of(OidcSettings.StaffRoles))}.";
        }

        foreach (var (theirs, ours) in DocumentKinds.Where(each => KindOf(each.Value) is null))
        {
            yield return $"{at}:DocumentKinds:{theirs} is '{ours}', which is none of resident_id, hmt_residence, foreign_permanent_residence, passport.";
        }

        if (For == "staff" && RoleNames.Count == 0)
        {
            yield return $"{at}:RoleNames is empty: nobody would have a role.";
        }

        if (For == "talent" && DocumentKinds.Count == 0)
        {
            yield return $"{at}:DocumentKinds is empty: nobody could be found.";
        }
    }
}
