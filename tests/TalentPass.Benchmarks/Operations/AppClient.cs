using System.Net.Http.Headers;
using System.Text;

namespace TalentPass.Benchmarks.Operations;

/// <summary>What the app answered.</summary>
internal sealed record AppAnswer(int Status, byte[] Body, string? ETag, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}

/// <summary>Calls the app over HTTP: one pool of connections, any number of callers.</summary>
internal sealed class AppClient(Uri address) : IDisposable
{
    private const int Told = 3;
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(60);
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 4096 }) { BaseAddress = address, Timeout = _longest };
    private int _failures;

    /// <summary>Sends one call.</summary>
    public async Task<AppAnswer> SendAsync(HttpMethod method, string path, string? token, byte[]? body = null, string? ifMatch = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path);
        Add("Authorization", token is null ? null : $"Bearer {token}");
        Add("If-Match", ifMatch);
        Add("Idempotency-Key", key);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        using var answer = await _http.SendAsync(request);
        return new AppAnswer((int)answer.StatusCode, await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag?.ToString(), answer.Headers.RetryAfter?.Delta);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    /// <summary>Reads a path. Whether it was answered with a success; the first failures are told.</summary>
    public async Task<bool> GetAsync(string path, string? token) => IsGood(path, await SendAsync(HttpMethod.Get, path, token));

    /// <summary>Posts a body. Whether it was answered with a success; the first failures are told.</summary>
    public async Task<bool> PostAsync(string path, string? token, byte[] body, string? ifMatch = null, string? key = null) =>
        IsGood(path, await SendAsync(HttpMethod.Post, path, token, body, ifMatch, key));

    public void Dispose() => _http.Dispose();

    private bool IsGood(string path, AppAnswer answer)
    {
        if (!answer.IsSuccess && Interlocked.Increment(ref _failures) <= Told)
        {
            Console.WriteLine($"! {path} {answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
        }

        return answer.IsSuccess;
    }
}
