using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.InMemory;

/// <summary>A message, as it was when it was returned.</summary>
internal sealed record QueueMessage(string Id, string Text, DateTimeOffset Inserted)
{
    public string Receipt { get; init; } = "";

    public DateTimeOffset Visible { get; init; }

    public int Dequeued { get; init; }
}

/// <summary>A queue: its messages, oldest first.</summary>
internal sealed class QueueData
{
    private readonly Lock _lock = new();
    private LinkedList<QueueMessage> _messages = [];

    public int Count => _messages.Count;

    public QueueMessage Add(string text, int hiddenSeconds)
    {
        var now = TimeProvider.System.GetUtcNow();
        var message = new QueueMessage(NewId(), text, now) { Receipt = NewId(), Visible = now.AddSeconds(hiddenSeconds) };
        lock (_lock)
        {
            _messages.AddLast(message);
        }

        return message;
    }

    /// <summary>The first visible messages. They are hidden for some seconds; null leaves them as they are.</summary>
    public List<QueueMessage> Take(int most, int? hiddenSeconds)
    {
        var now = TimeProvider.System.GetUtcNow();
        var taken = new List<QueueMessage>();
        lock (_lock)
        {
            for (var node = _messages.First; node is not null && taken.Count < most; node = node.Next)
            {
                if (node.Value.Visible > now)
                {
                    continue;
                }

                if (hiddenSeconds is { } seconds)
                {
                    node.Value = node.Value with { Dequeued = node.Value.Dequeued + 1, Receipt = NewId(), Visible = now.AddSeconds(seconds) };
                }

                taken.Add(node.Value);
            }
        }

        return taken;
    }

    /// <summary>Hides a message for some seconds; null deletes it. Returns the message, or null when there is none.</summary>
    public QueueMessage? Change(string id, int? hiddenSeconds)
    {
        lock (_lock)
        {
            for (var node = _messages.First; node is not null; node = node.Next)
            {
                if (node.Value.Id != id)
                {
                    continue;
                }

                if (hiddenSeconds is { } seconds)
                {
                    node.Value = node.Value with { Receipt = NewId(), Visible = TimeProvider.System.GetUtcNow().AddSeconds(seconds) };
                }
                else
                {
                    _messages.Remove(node);
                }

                return node.Value;
            }
        }

        return null;
    }

    public void Clear()
    {
        lock (_lock)
        {
            _messages.Clear();
        }
    }

    public QueueData Copy()
    {
        lock (_lock)
        {
            return new QueueData { _messages = new(_messages) };
        }
    }

    private static string NewId() => RandomSource.System.Id(24);
}
