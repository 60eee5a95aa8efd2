namespace TalentPass.Core.Notifications.Channels;

/// <summary>A channel on which notices are sent.</summary>
public interface INoticeChannel
{
    /// <summary>Its name, one of <see cref="ChannelNames"/>.</summary>
    string Name { get; }

    /// <summary>Whether the city has configured it.</summary>
    bool IsOn { get; }

    /// <summary>
    /// Sends a letter, once. It throws for nothing that the channel does; only a call that was stopped before anything was sent throws
    /// <see cref="OperationCanceledException"/>.
    /// </summary>
    /// <param name="letter">The letter.</param>
    /// <param name="cancel">Stops the attempt.</param>
    Task<Delivery> SendAsync(Letter letter, CancellationToken cancel);
}
