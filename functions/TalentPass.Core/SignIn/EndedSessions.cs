using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>
/// The sessions that this instance has ended. Their access tokens are refused here at once; other instances take them until they
/// expire, which is minutes later.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class EndedSessions(TimeProvider time)
{
    private const int Most = 100_000;
    private readonly Cache<string, object> _ended = new(TimeSpan.FromHours(25), Most, time);

    /// <summary>Whether this instance has ended a session.</summary>
    public bool Has(string? sessionId) => sessionId is not null && _ended.Get(sessionId) is not null;

    /// <summary>Remembers that a session has ended.</summary>
    public void Add(string sessionId) => _ended.Keep(sessionId, this);
}
