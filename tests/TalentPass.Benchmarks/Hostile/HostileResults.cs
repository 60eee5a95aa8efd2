using System.Text;
using System.Text.Json;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>A request and what was answered.</summary>
internal sealed record Exchange(HostileRequest Request, int Status, string? Code, TimeSpan Elapsed);

/// <summary>Counts what the app answered, and keeps what it should not have.</summary>
internal sealed class HostileResults
{
    private const int SlowestKept = 10;
    private readonly Lock _lock = new();
    private readonly List<Exchange> _slowest = [];

    /// <summary>What counts as slow.</summary>
    public static TimeSpan Slow { get; } = TimeSpan.FromSeconds(2);

    public Dictionary<int, int> Statuses { get; } = [];

    public Dictionary<string, int> Codes { get; } = new(StringComparer.Ordinal);

    /// <summary>Successes by operation.</summary>
    public Dictionary<string, int> Successes { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Answers of 500 and more, other than that the app is too busy or that the client's version of HTTP is none, and requests
    /// without an answer.
    /// </summary>
    public List<Exchange> Faults { get; } = [];

    /// <summary>Errors of the app's own without a code.</summary>
    public List<Exchange> WithoutCode { get; } = [];

    public int OverSlow { get; private set; }

    public IReadOnlyList<Exchange> Slowest => _slowest;

    public void Add(HostileRequest request, WireAnswer answer)
    {
        var isProblem = answer.Header("Content-Type")?.StartsWith("application/problem+json", StringComparison.Ordinal) == true;
        var code = isProblem ? Code(answer.Body) : null;
        var exchange = new Exchange(request, answer.Status, code, answer.Elapsed);
        lock (_lock)
        {
            Count(Statuses, answer.Status);
            if (code is not null)
            {
                Count(Codes, code);
            }

            if (answer.Status is >= 200 and < 300 && !request.IsHead)
            {
                Count(Successes, request.Operation.Id);
            }

            if (answer.Status < 0 || (answer.Status >= 500 && answer.Status != 505 && code != "overloaded"))
            {
                Faults.Add(exchange);
            }

            // What follows a broken request may cut off its answer.
            if (isProblem && !request.IsHead && code is null && request.Then == AfterSending.Read)
            {
                WithoutCode.Add(exchange);
            }

            // A request that is not complete is answered when the server gives up.
            if (request.Then == AfterSending.Read)
            {
                OverSlow += answer.Elapsed > Slow ? 1 : 0;
                _slowest.Add(exchange);
                _slowest.Sort(static (one, other) => other.Elapsed.CompareTo(one.Elapsed));
                _slowest.RemoveRange(Math.Min(_slowest.Count, SlowestKept), Math.Max(0, _slowest.Count - SlowestKept));
            }
        }
    }

    private static string? Code(byte[] body)
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetString(body)).GetProperty("code").GetString();
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static void Count<T>(Dictionary<T, int> counts, T key)
        where T : notnull => counts[key] = counts.GetValueOrDefault(key) + 1;
}
