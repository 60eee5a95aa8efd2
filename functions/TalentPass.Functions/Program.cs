using TalentPass.Functions;
#if LOCAL_HOST
using TalentPass.LocalHost.Run;

return await LocalRun.RunAsync(args, builder => builder.AddTalentPass());
#else
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
await builder.AddTalentPass().Build().RunAsync();
return 0;
#endif
