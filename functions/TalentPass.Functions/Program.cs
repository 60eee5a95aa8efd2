using Microsoft.Extensions.Hosting;
using TalentPass.Functions;
#if LOCAL_HOST
using TalentPass.LocalHost;

var builder = LocalApplication.CreateBuilder(args);
#else
using Microsoft.Azure.Functions.Worker.Builder;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
#endif
await builder.AddTalentPass().Build().RunAsync();
