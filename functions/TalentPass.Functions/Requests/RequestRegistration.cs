using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Requests;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Requests;

/// <summary>Registers requests.</summary>
public static class RequestRegistration
{
    /// <summary>Adds filing and reading of requests.</summary>
    public static IHostApplicationBuilder AddRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(RequestsWireJson.Default);
        builder.Services.AddWireJson(TalentActionsWireJson.Default);
        builder.Services.AddWireJson(ProgressWireJson.Default);
        builder.Services.TryAddSingleton<RequestNumbers>();
        builder.Services.TryAddSingleton<RequestTickets>();
        builder.Services.TryAddSingleton<RequestStore>();
        builder.Services.TryAddSingleton<RequestRenderer>();
        builder.Services.TryAddSingleton<ApplicantDirectory>();
        builder.Services.TryAddSingleton<ApplicantOf>(services => services.GetRequiredService<ApplicantDirectory>().FindAsync);
        builder.Services.TryAddSingleton<WhoFiles>();
        builder.Services.TryAddSingleton<CommitRequests>();
        builder.Services.TryAddSingleton<SubmitRequest>();
        builder.Services.TryAddSingleton<ActAsTalent>();
        builder.Services.TryAddSingleton<RunTimers>();
        builder.Services.TryAddSingleton<ReadRequests>();
        builder.Services.TryAddSingleton<ReadProgress>();
        builder.Services.TryAddSingleton<PrefillAnswers>();
        return builder;
    }
}
