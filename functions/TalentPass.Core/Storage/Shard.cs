using System.Security.Cryptography;
using System.Text;

namespace TalentPass.Core.Storage;

/// <summary>
/// The partition that holds everything of one talent: 64 of them, so that a shard's outbox is one contiguous key
/// range a sweeper can read, and no partition grows hot.
/// </summary>
public static class Shard
{
    /// <summary>How many shards there are. Fixed: changing it would move every row.</summary>
    public const int Count = 64;

    /// <summary>All shards, <c>h00</c>–<c>h3f</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enumerable.Range(0, Count).Select(Name)];

    /// <summary>The shard of a talent.</summary>
    public static string Of(string talentId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(talentId), hash);
        return Name(hash[0] & (Count - 1));
    }

    private static string Name(int number) => $"h{number:x2}";
}
