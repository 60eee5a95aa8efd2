using System.Net.Http.Json;

namespace TalentPass.Functions.Tests.SignIn;

/// <summary>A browser page as the API sees it: it keeps cookies by their rules of path, and names its slot in a header.</summary>
internal sealed class PageClient(Uri address, string slot) : IDisposable
{
    private readonly Dictionary<string, (string Value, string Path)> _cookies = new(StringComparer.Ordinal);
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>The attributes of the cookies that were set last, by name.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of the header <c>TalentPass-Session</c>; null sends none.</summary>
    public string? Claim { get; set; } = slot;

    /// <summary>The header <c>Sec-Fetch-Site</c>; null sends none.</summary>
    public string? Site { get; set; } = "same-origin";

    /// <summary>The header <c>Accept</c>; null sends none.</summary>
    public string? Accept { get; set; }

    public IReadOnlyCollection<string> Names => _cookies.Keys;

    public string Value(string name) => _cookies[name].Value;

    /// <summary>Makes the browser hold a cookie, as an attacker may do.</summary>
    public void Plant(string name, string value, string path = "/") => _cookies[name] = (value, path);

    public Task<Answer> GetAsync(string path) => CallAsync(HttpMethod.Get, path, null);

    public Task<Answer> PostAsync(string path, object body) => CallAsync(HttpMethod.Post, path, body);

    public async Task<Answer> CallAsync(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        var way = new Uri(address, path).AbsolutePath;
        var sent = _cookies.Where(each => way.StartsWith(each.Value.Path, StringComparison.Ordinal)).Select(each => $"{each.Key}={each.Value.Value}").ToArray();
        Add("Cookie", sent.Length == 0 ? null : string.Join("; ", sent));
        Add("TalentPass-Session", Claim);
        Add("Sec-Fetch-Site", Site);
        Add("Accept", Accept);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Keep(answer);
        return await Answer.ReadAsync(answer);

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private void Keep(HttpResponseMessage answer)
    {
        foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
        {
            var parts = cookie.Split("; ");
            var (name, value) = (parts[0][..parts[0].IndexOf('=', StringComparison.Ordinal)], parts[0][(parts[0].IndexOf('=', StringComparison.Ordinal) + 1)..]);
            Attributes[name] = string.Join("; ", parts[1..]);
            _cookies.Remove(name);
            if (value.Length > 0)
            {
                _cookies[name] = (value, parts.First(each => each.StartsWith("path=", StringComparison.OrdinalIgnoreCase))[5..]);
            }
        }
    }
}
