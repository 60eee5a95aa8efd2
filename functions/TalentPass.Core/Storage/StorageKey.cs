using System.Buffers;
using System.Globalization;

namespace TalentPass.Core.Storage;

/// <summary>
/// Makes and checks partition and row keys: characters <c>[0-9a-z!|_-]</c>, at most 200 of them, numbers padded with zeros.
/// Keys are part of URLs and appear in logs, so a key must never contain personal data.
/// </summary>
public static class StorageKey
{
    /// <summary>The longest key that we write, in characters. The service allows 1,024, Azurite 512.</summary>
    public const int MaxLength = 200;

    private static readonly SearchValues<char> _allowed = SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz!|_-");

    /// <summary>Whether the text is a valid partition or row key.</summary>
    public static bool IsValid(string? key) =>
        key is { Length: > 0 and <= MaxLength } && !key.AsSpan().ContainsAnyExcept(_allowed);

    /// <summary>Joins the parts with <c>|</c>.</summary>
    /// <exception cref="ArgumentException">The result is not a valid key: a mistake in our code.</exception>
    public static string Join(params ReadOnlySpan<string> parts)
    {
        var key = string.Join('|', parts);
        return IsValid(key) ? key : throw new ArgumentException($"Not a storage key: {key.Length} characters.");
    }

    /// <summary>Returns a point in time as 19 digits (UTC ticks). Such keys sort from old to new.</summary>
    public static string Time(DateTimeOffset at) => at.UtcTicks.ToString("d19", CultureInfo.InvariantCulture);

    /// <summary>Returns a point in time so that keys sort from new to old: 19 digits.</summary>
    public static string InvertedTime(DateTimeOffset at) => Number(long.MaxValue - at.UtcTicks, 19);

    /// <summary>Returns a number padded with zeros, so that keys sort by number.</summary>
    public static string Number(long value, int digits) =>
        value.ToString($"d{digits}", CultureInfo.InvariantCulture);
}
