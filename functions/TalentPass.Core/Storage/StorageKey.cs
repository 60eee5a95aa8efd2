using System.Buffers;
using System.Globalization;

namespace TalentPass.Core.Storage;

/// <summary>
/// What storage keys are made of: <c>[0-9a-z!|_-]</c>, at most 200 characters, zero-padded numbers. Keys are part
/// of URLs and end up in logs, so nothing personal may ever be in one.
/// </summary>
public static class StorageKey
{
    /// <summary>The longest key we write; the service allows 1,024 characters, Azurite 512.</summary>
    public const int MaxLength = 200;

    private static readonly SearchValues<char> _allowed = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz!|_-");

    /// <summary>Whether the text may stand as a partition or row key.</summary>
    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= MaxLength } && !key.AsSpan().ContainsAnyExcept(_allowed);

    /// <summary>Joins the parts with <c>|</c>.</summary>
    /// <exception cref="ArgumentException">A part holds a character no key may have; a fault of ours.</exception>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var key = string.Join('|', parts);
        return IsValid(key) ? key : throw new ArgumentException($"Not a storage key: {key.Length} characters.");
    }

    /// <summary>A point in time as 19 digits (UTC ticks): sorts in time.</summary>
    public static string Time(DateTimeOffset at) => at.UtcTicks.ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>A count as zero-padded digits.</summary>
    public static string Number(long value, int digits) =>
        value.ToString($"d{digits}", CultureInfo.InvariantCulture);
}
