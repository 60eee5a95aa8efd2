using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace TalentPass.LocalHost;

/// <summary>The app in the local host, ready to run. Ctrl-C and SIGTERM stop it gracefully.</summary>
public sealed class LocalFunctionsApp : IHost, IAsyncDisposable
{
    private readonly WebApplication _app;

    internal LocalFunctionsApp(WebApplication app) => _app = app;

    /// <inheritdoc />
    public IServiceProvider Services => _app.Services;

    /// <summary>The addresses HTTP functions listen on, with the real ports after the start.</summary>
    public IEnumerable<Uri> Urls => _app.Urls.Select(url => new Uri(url));

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken = default) => _app.StartAsync(cancellationToken);

    /// <summary>
    /// Receives no new work, lets running work end within <see cref="LocalHostOptions.DrainLimit"/>, then stops.
    /// </summary>
    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <inheritdoc />
    public void Dispose() => ((IDisposable)_app).Dispose();
}
