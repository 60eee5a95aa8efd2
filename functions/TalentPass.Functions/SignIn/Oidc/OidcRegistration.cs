using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Identity;
using TalentPass.Core.SignIn;
using TalentPass.Core.Storage;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Trust.City;
using TalentPass.Functions.Http;
using TalentPass.Functions.Settings;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>Registers the sign-in through providers.</summary>
internal static class OidcRegistration
{
    /// <summary>Adds the providers of section <c>SignIn</c>.</summary>
    public static void AddProviders(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddSettings<SignInSettings>("SignIn", settings => settings.FindMistakes());
        services.AddWireJson(OidcJson.Default);
        services.TryAddSingleton<Providers>();
        services.TryAddSingleton<IdTokens>();
        services.TryAddSingleton<RecognisePerson>();
        services.TryAddSingleton<OidcPeople>();
        services.TryAddSingleton<CodeExchange>();
        services.TryAddSingleton(provider => new OidcSignIn(
            provider.GetRequiredService<Providers>(),
            provider.GetRequiredService<CodeExchange>(),
            provider.GetRequiredService<OidcPeople>(),
            provider.GetRequiredService<OpenSession>(),
            provider.GetRequiredService<FieldSealer>(),
            provider.GetRequiredService<HomeCity>(),
            provider.GetRequiredService<RandomSource>(),
            provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(provider => new BackChannelSignOut(
            provider.GetRequiredService<Providers>(),
            provider.GetRequiredService<IdTokens>(),
            provider.GetRequiredService<RunSessions>(),
            provider.GetRequiredService<AccountRows>(),
            provider.GetRequiredService<TalentLookup>()));
    }
}
