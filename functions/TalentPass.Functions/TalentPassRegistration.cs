using Microsoft.Extensions.Hosting;
using TalentPass.Functions.Access;
using TalentPass.Functions.Backup;
using TalentPass.Functions.Calendar;
using TalentPass.Functions.Casework.Applicants;
using TalentPass.Functions.Casework.Bundles;
using TalentPass.Functions.Casework.Desks;
using TalentPass.Functions.Casework.Timers;
using TalentPass.Functions.Catalogue;
using TalentPass.Functions.Documents;
using TalentPass.Functions.Drafts;
using TalentPass.Functions.Files;
using TalentPass.Functions.Health;
using TalentPass.Functions.Http;
using TalentPass.Functions.Notifications;
using TalentPass.Functions.Passes;
using TalentPass.Functions.Requests;
using TalentPass.Functions.Scans;
using TalentPass.Functions.SignIn;
using TalentPass.Functions.Storage;
using TalentPass.Functions.Talents;
using TalentPass.Functions.Telemetry;
using TalentPass.Functions.Trust;
using TalentPass.Functions.WeChat;

namespace TalentPass.Functions;

/// <summary>Registers the whole app, feature by feature. Each feature has its registration next to its triggers.</summary>
public static class TalentPassRegistration
{
    /// <summary>Adds everything except the host.</summary>
    public static T AddTalentPass<T>(this T builder)
        where T : IHostApplicationBuilder
    {
        builder.AddTelemetry();
        builder.AddStorage();
        builder.AddTrust();
        builder.AddHttp();
        builder.AddHealth();
        builder.AddCalendar();
        builder.AddCatalogue();
        builder.AddTalents();
        builder.AddPasses();
        builder.AddScans();
        builder.AddAccess();
        builder.AddRequests();
        builder.AddApplicants();
        builder.AddBundles();
        builder.AddDrafts();
        builder.AddFiles();
        builder.AddDocuments();
        builder.AddBackup();
        builder.AddDesks();
        builder.AddTimers();
        builder.AddWeChat();
        builder.AddNotifications();
        builder.AddSignIn();
        return builder;
    }
}
