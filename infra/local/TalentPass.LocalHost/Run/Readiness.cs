using System.Net;

namespace TalentPass.LocalHost.Run;

/// <summary>Waits until the app is ready.</summary>
internal static class Readiness
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>Returns when <c>GET /health/ready</c> answers 200.</summary>
    /// <exception cref="LocalSetupException">The app is not ready within 90 s.</exception>
    public static async Task WaitAsync(AppClient app, CancellationToken cancellation)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await TryAsync(app, cancellation);
            if (answer?.Status == HttpStatusCode.OK)
                return;
            if (TimeProvider.System.GetElapsedTime(begun) > Limit)
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
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
