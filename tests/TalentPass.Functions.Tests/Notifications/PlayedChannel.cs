using System.Collections.Concurrent;
using TalentPass.Core.Notifications.Channels;

namespace TalentPass.Functions.Tests.Notifications;

/// <summary>A channel whose answers a test gives.</summary>
internal sealed class PlayedChannel(string name, Func<Letter, CancellationToken, Task<Delivery>> answer) : INoticeChannel
{
    private readonly ConcurrentQueue<Letter> _letters = new();

    public PlayedChannel(string name)
        : this(name, (_, _) => Task.FromResult<Delivery>(Delivery.Told.Value))
    {
    }

    public string Name => name;

    public bool IsOn => true;

    /// <summary>What the channel was given, in order.</summary>
    public IReadOnlyList<Letter> Letters => [.. _letters];

    /// <summary>A channel that takes letters and never answers: whoever sent one is as good as dead.</summary>
    public static PlayedChannel Silent(string name) => new(name, (_, _) => new TaskCompletionSource<Delivery>().Task);

    public Task<Delivery> SendAsync(Letter letter, CancellationToken cancel)
    {
        _letters.Enqueue(letter);
        return answer(letter, cancel);
    }
}
