using System.Security.Cryptography;

namespace TalentPass.LocalHost.Queues;

/// <summary>
/// Computes the pause before the next poll of an empty queue. It starts at 100 ms and doubles, with ±20 % of chance, up to
/// the maximum.
/// </summary>
internal sealed class PollingBackOff(TimeSpan maximum)
{
    private int _empty;

    /// <summary>Starts again with the shortest pause, after a message was found.</summary>
    public void Reset() => _empty = 0;

    /// <summary>Returns how long to wait after one more empty poll.</summary>
    public TimeSpan Next()
    {
        var least = QueueSettings.MinPollingInterval;
        var chance = 0.8 + (0.4 * RandomNumberGenerator.GetInt32(1_000_000) / 1_000_000);
        var pause = _empty == 0 ? least : least + (least * (chance * Math.Pow(2, _empty - 1)));
        if (pause >= maximum)
            return maximum;
        _empty++;
        return pause;
    }
}
