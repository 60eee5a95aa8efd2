using System.Text;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>What the client does once the bytes of a request are sent.</summary>
internal enum AfterSending
{
    /// <summary>It waits for the answer.</summary>
    Read,

    /// <summary>It waits a moment and closes, because the request is not complete.</summary>
    HangUp,

    /// <summary>It resets the connection at once.</summary>
    Reset,
}

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Number">Its number in the run.</param>
/// <param name="Operation">The operation that it was made of.</param>
/// <param name="Account">The account whose token it carries; null when it carries none or a wrong one.</param>
/// <param name="Path">Its path, before anything was made odd.</param>
/// <param name="Values">The values in its path.</param>
/// <param name="Bytes">Head and body.</param>
/// <param name="Oddities">What is odd about it, for people.</param>
internal sealed record HostileRequest(
    long Number,
    ApiOperation Operation,
    string? Account,
    string Path,
    IReadOnlyDictionary<string, string> Values,
    byte[] Bytes,
    IReadOnlyList<string> Oddities)
{
    private const int MostShown = 700;

    public AfterSending Then { get; init; }

    /// <summary>Whether the bytes are one whole request, so that the connection can carry another one.</summary>
    public bool IsFramed { get; init; } = true;

    /// <summary>Whether the answer has no body.</summary>
    public bool IsHead { get; init; }

    public override string ToString()
    {
        var text = Encoding.UTF8.GetString(Bytes, 0, Math.Min(Bytes.Length, MostShown));
        return $"#{Number} {Operation.Id} ({(Oddities.Count == 0 ? "nothing odd" : string.Join(", ", Oddities))}), {Bytes.Length} bytes:\n{text}";
    }
}
