using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core;
using TalentPass.Core.Calendar;
using TalentPass.Core.Casework.Desks;
using TalentPass.Core.Catalogue.Versions;
using TalentPass.Core.SignIn;
using TalentPass.Core.Talents.Bindings;
using TalentPass.Core.Talents.Records;
using TalentPass.Functions.Http;
using TalentPass.Functions.SignIn.Oidc;
using TalentPass.Functions.Storage;

namespace TalentPass.Functions.SignIn;

/// <summary>Registers sign-in.</summary>
public static class SignInRegistration
{
    /// <summary>
    /// Adds <c>/me</c> and, if <c>Demo:Accounts</c> is set, the demo accounts. At the start their talents are recorded in
    /// storage, unless <c>Seeds:Load</c> is false.
    /// </summary>
    public static IHostApplicationBuilder AddSignIn(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddWireJson(SignInJson.Default);
        services.TryAddSingleton(_ => new SeedFolder(builder.SeedsPath()));
        services.TryAddSingleton<LoadedSeeds>();
        services.TryAddSingleton<AccountRows>();
        services.TryAddSingleton<RunSessions>();
        services.TryAddSingleton<OpenSession>();
        services.TryAddSingleton<WeChatBindings>();
        services.TryAddSingleton<WeChatTickets>();
        services.TryAddSingleton<DailyTries>();
        services.TryAddSingleton<SignInWithWeChat>();
        services.TryAddSingleton<UnbindWeChat>();
        services.TryAddSingleton<StaffDirectory>();
        services.TryAddSingleton<DemoSignIn>();
        services.TryAddSingleton<KnownStaff>();
        services.TryAddSingleton<SignOutStaff>();
        services.TryAddSingleton<StaffOf>(provider => provider.GetRequiredService<KnownStaff>().IsStaffOf);
        services.TryAddSingleton<SecondPersonOf>(provider => provider.GetRequiredService<KnownStaff>().IsSecondPersonOf);
        services.TryAddSingleton<ColleaguesOf>(provider => provider.GetRequiredService<KnownStaff>().ColleaguesOf);
        services.TryAddSingleton<OfficerNameOf>(provider => provider.GetRequiredService<KnownStaff>().OfficerNameOf);
        services.TryAddSingleton<LoadDemoTalents>();
        builder.AddProviders();
        builder.AddSeedsStep(
            "demo-talents",
            (provider, cancel) => provider.GetRequiredService<DemoSettings>().Accounts ? LoadAsync(provider, cancel) : Task.CompletedTask,
            Check);
        return builder;
    }

    private static Task LoadAsync(IServiceProvider services, CancellationToken cancel) => services.GetRequiredService<LoadedSeeds>().OnceAsync(
        "demo-talents",
        [DemoAccount.File],
        () => services.GetRequiredService<LoadDemoTalents>().RunAsync(services.GetRequiredService<DemoSignIn>().Accounts, cancel),
        cancel);

    private static void Check(IServiceProvider services)
    {
        var today = LegalDay.Today(services.GetRequiredService<TimeProvider>());
        foreach (var account in services.GetRequiredService<DemoSignIn>().Accounts)
        {
            account.Registration(today);
        }
    }
}
