using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Casework.Applicants;
using TalentPass.Core.Casework.Commits;
using TalentPass.Core.Casework.Effects;
using TalentPass.Core.Passes.Issuing;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Casework.Applicants;

/// <summary>Registers the operations of applicants.</summary>
public static class ApplicantRegistration
{
    /// <summary>Adds filing requests and the actions applicants take afterwards.</summary>
    public static IHostApplicationBuilder AddApplicants(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(RequestsWireJson.Default);
        builder.Services.AddWireJson(TalentActionsWireJson.Default);
        builder.Services.TryAddSingleton<ChangeStatuses>();
        builder.Services.TryAddSingleton<PerformEffects>();
        builder.Services.TryAddSingleton<CommitRequests>();
        builder.Services.TryAddSingleton<OpenRequestLimit>();
        builder.Services.TryAddSingleton<JudgeFiling>();
        builder.Services.TryAddSingleton<SubmitRequest>();
        builder.Services.TryAddSingleton<SubmitDraft>();
        builder.Services.TryAddSingleton<ActAsTalent>();
        builder.Services.TryAddSingleton<PrefillAnswers>();
        builder.Services.TryAddSingleton<ReadWanted>();
        return builder;
    }
}
