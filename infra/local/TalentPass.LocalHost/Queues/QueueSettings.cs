using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace TalentPass.LocalHost.Queues;

/// <summary>
/// The section <c>extensions.queues</c> of <c>host.json</c> (learn.microsoft.com, "Azure Queue storage trigger and
/// bindings").
/// </summary>
/// <param name="BatchSize">How many messages are received at once, 1–32; default 16.</param>
/// <param name="NewBatchThreshold">The next batch is received when at most this many messages are still running; default
/// half a batch for each processor.</param>
/// <param name="MaxDequeueCount">How many tries a message has before it goes to the poison queue; default 5.</param>
/// <param name="VisibilityTimeout">How long a failed message is hidden before the next try; default not at all.</param>
/// <param name="MaxPollingInterval">The longest pause between two polls of an empty queue; default one minute, in
/// development two seconds.</param>
/// <param name="Base64">Whether messages hold their content in base64, the default, or as it is.</param>
internal sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, long MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, bool Base64)
{
    /// <summary>The shortest pause between two polls of an empty queue.</summary>
    public static readonly TimeSpan MinPollingInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidDataException">A value is outside its range.</exception>
    public static QueueSettings Read(IConfiguration section, bool development)
    {
        var batchSize = Number(section, "batchSize", 16, 1, 32);
        return new QueueSettings(
            batchSize,
            Number(section, "newBatchThreshold", batchSize / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            Number(section, "maxDequeueCount", 5, 1, int.MaxValue),
            Span(section, "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromDays(7)),
            Span(section, "maxPollingInterval", development ? TimeSpan.FromSeconds(2) : TimeSpan.FromMinutes(1), MinPollingInterval, TimeSpan.MaxValue),
            Encoding(section["messageEncoding"]));
    }

    private static int Number(IConfiguration section, string name, int otherwise, int least, int most)
    {
        if (section[name] is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidDataException($"extensions.queues.{name} must be a number from {least} to {most}, not \"{text}\"");
    }

    private static TimeSpan Span(IConfiguration section, string name, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (section[name] is not { } text)
            return otherwise;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidDataException($"extensions.queues.{name} must be a time span of at least {least}, not \"{text}\"");
    }

    private static bool Encoding(string? text) => text?.ToUpperInvariant() switch
    {
        null or "BASE64" => true,
        "NONE" => false,
        _ => throw new InvalidDataException($"extensions.queues.messageEncoding must be base64 or none, not \"{text}\""),
    };
}
