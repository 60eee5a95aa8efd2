using System.Collections.Concurrent;
using System.Globalization;

namespace TalentPass.Benchmarks.Overload;

/// <summary>How the calls of one scene were answered.</summary>
internal sealed class Answers
{
    private readonly ConcurrentDictionary<string, int> _statuses = new(StringComparer.Ordinal);
    private int _withoutRetryAfter;

    /// <summary>Answers that say "not now" (429, 503) and not when to try again.</summary>
    public int WithoutRetryAfter => _withoutRetryAfter;

    /// <summary>Answers with a success.</summary>
    public int Successes => _statuses.GetValueOrDefault("2xx");

    /// <summary>Answers that are neither a success nor "not now": faults.</summary>
    public int Faults => _statuses.Where(static each => each.Key is not ("2xx" or "429" or "503")).Sum(static each => each.Value);

    public void Add(int status, bool hasRetryAfter)
    {
        Add(status is >= 200 and < 300 ? "2xx" : status.ToString(CultureInfo.InvariantCulture));
        if (status is 429 or 503 && !hasRetryAfter)
        {
            Interlocked.Increment(ref _withoutRetryAfter);
        }
    }

    /// <summary>Adds a call that got no answer.</summary>
    public void AddNone() => Add("none");

    public override string ToString() => string.Join(
        ", ", _statuses.OrderBy(static each => each.Key, StringComparer.Ordinal).Select(static each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} × {each.Value}")));

    private void Add(string status) => _statuses.AddOrUpdate(status, 1, static (_, count) => count + 1);
}
