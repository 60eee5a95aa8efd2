using System.Security.Cryptography;

namespace TalentPass.LocalHost.Queues;

/// <summary>The pause before the next look into an empty queue: grows from 100 ms, doubling with ±20 % of chance, to the maximum.</summary>
internal sealed class PollingBackOff(TimeSpan maximum)
{
    private int _empty;

    /// <summary>A message was found: the next pause is the shortest again.</summary>
    public void Reset() => _empty = 0;

    /// <summary>How long to wait after one more empty answer.</summary>
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
