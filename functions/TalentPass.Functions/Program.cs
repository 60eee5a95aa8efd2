using TalentPass.Functions;
#if LOCAL_HOST
using TalentPass.LocalHost.Run;

return await LocalRun.RunAsync(args, builder => builder.AddTalentPass());
#else
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
// The app refuses large bodies itself (413). Above its own 30 MB, Kestrel would break off the call, and the host answer 500.
builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null);
await builder.AddTalentPass().Build().RunAsync();
return 0;
#endif
