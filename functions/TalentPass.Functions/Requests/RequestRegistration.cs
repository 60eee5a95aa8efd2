using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Store;
using TalentPass.Core.Requests.Views;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Requests;

/// <summary>Registers requests.</summary>
public static class RequestRegistration
{
    /// <summary>Adds the store of requests and the services that read it.</summary>
    public static IHostApplicationBuilder AddRequests(this IHostApplicationBuilder builder)
    {
        builder.Services.AddWireJson(ProgressWireJson.Default);
        builder.Services.TryAddSingleton<RequestNumbers>();
        builder.Services.TryAddSingleton<RequestETags>();
        builder.Services.TryAddSingleton<RequestStore>();
        builder.Services.TryAddSingleton<RepeatRows>();
        builder.Services.TryAddSingleton<RequestRenderer>();
        builder.Services.TryAddSingleton<ApplicantDirectory>();
        builder.Services.TryAddSingleton<ApplicantOf>(services => services.GetRequiredService<ApplicantDirectory>().FindAsync);
        builder.Services.TryAddSingleton<ReadRequests>();
        builder.Services.TryAddSingleton<ReadProgress>();
        return builder;
    }
}
