using System.Collections.Concurrent;
using Azure.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>A local stand-in for the Azure endpoint where an app gets the tokens of its managed identity.</summary>
internal sealed class ManagedIdentityEndpoint : IAsyncDisposable
{
    /// <summary>The value of <c>IDENTITY_HEADER</c>, which every caller must send.</summary>
    public const string Secret = "only-this-app";

    private readonly WebApplication _app;

    private ManagedIdentityEndpoint(DirectoryIdentity identity)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/msi/token", (HttpRequest request) =>
        {
            if (request.Headers["X-IDENTITY-HEADER"] != Secret)
            {
                return Results.Unauthorized();
            }

            var (resource, client) = (request.Query["resource"].ToString(), request.Query["client_id"].ToString());
            Asked.Enqueue((resource, client));
            var token = identity.GetToken(new TokenRequestContext([resource + "/.default"]), request.HttpContext.RequestAborted);
            return Results.Json(new { access_token = token.Token, expires_on = token.ExpiresOn.ToUnixTimeSeconds(), resource, token_type = "Bearer" });
        });
    }

    /// <summary>The resource and the client id of the identity, for each token request.</summary>
    public ConcurrentQueue<(string Resource, string Client)> Asked { get; } = new();

    /// <summary>The value of <c>IDENTITY_ENDPOINT</c>.</summary>
    public string Address => _app.Urls.Single() + "/msi/token";

    public static async Task<ManagedIdentityEndpoint> StartAsync(DirectoryIdentity identity)
    {
        var endpoint = new ManagedIdentityEndpoint(identity);
        await endpoint._app.StartAsync(TestContext.Current.CancellationToken);
        return endpoint;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
