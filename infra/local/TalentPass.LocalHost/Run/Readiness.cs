using System.Net;

namespace TalentPass.LocalHost.Run;

/// <summary>Waits until the app is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Returns when <c>GET /health/ready</c> answers 200.</summary>
    /// <param name="app">The app.</param>
    /// <param name="ownStorage">Whether this run started the storage. Then the app is ready soon or never. Other storage may be
    /// away for a while, and the app waits for it.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="LocalSetupException">The app is not ready within 90 s.</exception>
    public static async Task WaitAsync(AppClient app, bool ownStorage, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await TryAsync(app, cancellation);
            if (answer?.Status == HttpStatusCode.OK)
                return;
            if (ownStorage && TimeProvider.System.GetElapsedTime(begun) > Limit)
            {
                var reason = answer?.Story ?? "it does not answer";
                throw new LocalSetupException($"TalentPass is not ready after {Limit.TotalSeconds} seconds ({reason}); see {app.Address}health/ready and the log above.");
            }
            await Task.Delay(50, cancellation);
        }
    }

    private static async Task<AppAnswer?> TryAsync(AppClient app, CancellationToken cancellation)
    {
        try
        {
            return await app.GetAsync("/health/ready", null, cancellation);
        }
        catch (Exception fault) when (fault is HttpRequestException || (fault is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return null;
        }
    }
}
