using System.Globalization;
using TalentPass.Core;
using TalentPass.Core.SignIn;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Turns the claims of a provider into the one who signs in.</summary>
internal sealed class OidcPeople(RecognisePerson recognise, StaffDirectory staff, TimeProvider time)
{
    private const int LongestAssurance = 64;
    private static readonly Refusal _unknown = new(RefusalCodes.SignInRefused);
    private static readonly Refusal _noRole = new(RefusalCodes.SignInRefused, new Bilingual(
        "该账号在本系统没有任何角色，请联系管理员。", "This account has no role here; ask the operators."));

    private static readonly Refusal _tooWeak = new(RefusalCodes.SignInRefused, new Bilingual(
        "实名认证等级不足，请先在统一身份认证平台完成高级实名认证。", "The provider does not know you surely enough; complete the real-name verification there first."));

    /// <summary>Returns the actor; <c>sign_in_refused</c>.</summary>
    public async Task<Outcome<Actor>> FindAsync(Provider provider, PersonClaims claims, CancellationToken cancel)
    {
        var settings = provider.Settings;
        var assurance = claims.One(settings.AssuranceClaim) is { Length: <= LongestAssurance } said ? said : null;
        var enough = settings.Assurances.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (enough.Length > 0 && !enough.Contains(assurance))
        {
            return _tooWeak;
        }

        var found = settings.IsForTalents ? await TalentAsync(settings, claims, cancel) : await StaffAsync(provider, claims, cancel);
        return found.Map(actor => actor with { Provider = provider.Name, Assurance = assurance });
    }

    private async Task<Outcome<Actor>> StaffAsync(Provider provider, PersonClaims claims, CancellationToken cancel)
    {
        var settings = provider.Settings;
        var names = claims.All(settings.RolesClaim).SelectMany(each => each.Split(' ')).Select(each => settings.RoleNames.GetValueOrDefault(each, ""));
        var (roles, department) = StaffRights.Of(names, claims.All(settings.DepartmentClaim), settings.AllDepartments);
        if (roles == Roles.None)
        {
            return _noRole;
        }

        var name = claims.One(settings.NameClaim) is { Length: <= TextLimits.Name } told ? told : "";
        var actor = new Actor(StaffRights.AccountOf(claims.Issuer, claims.Subject), name, roles, department, null);
        var now = time.GetUtcNow();
        await staff.NoteAsync(
            new StaffMember
            {
                Account = actor.Account,
                DisplayName = name,
                Roles = roles,
                Department = department,
                Provider = provider.Name,
                Email = claims.One(settings.EmailClaim),
                FirstSeenAt = now,
                LastSeenAt = now,
            },
            cancel);
        return actor;
    }

    private async Task<Outcome<Actor>> TalentAsync(ProviderSettings settings, PersonClaims claims, CancellationToken cancel)
    {
        if (claims.One(settings.DocumentKindClaim) is not { } theirs || ProviderSettings.KindOf(settings.DocumentKinds.GetValueOrDefault(theirs, "")) is not { } kind
            || claims.One(settings.DocumentClaim) is not { } number || claims.One(settings.NameClaim) is not { } name)
        {
            return _unknown;
        }

        DateOnly? born = DateOnly.TryParseExact(claims.One(settings.BirthDateClaim), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
        var country = kind == Core.Identity.DocumentKind.Passport ? claims.One(settings.CountryClaim) : null;
        var person = new RealName(
            StaffRights.AccountOf(claims.Issuer, claims.Subject), new NameInput(name), new DocumentInput(kind, number, country), claims.One(settings.PhoneClaim), born);
        return (await recognise.RunAsync(person, cancel)).Map(talent => TalentActor.Of(talent));
    }
}
