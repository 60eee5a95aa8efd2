using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace TalentPass.Benchmarks.Processes;

/// <summary>
/// The app that <c>dotnet new web</c> makes, for comparison: what ASP.NET Core costs without a product.
/// </summary>
internal static class EmptyAppCommand
{
    public static async Task<int> Run(CommandArguments arguments)
    {
        var builder = WebApplication.CreateBuilder(["--Logging:LogLevel:Default=Warning"]);
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{arguments.Number("--port", 0)}"));
        var app = builder.Build();
        app.MapGet("/", static () => "Hello World!");
        await app.RunAsync();
        return 0;
    }
}
