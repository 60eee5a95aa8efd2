using System.Security.Cryptography;
using System.Text;

namespace TalentPass.Core.Storage;

/// <summary>
/// A partition of table <c>Talents</c>; everything of one talent is in one shard. There are 64 shards: few enough that a timer
/// can read the outbox of every shard (one key range each), and enough that no partition gets too much load.
/// </summary>
public static class Shard
{
    /// <summary>The number of shards. It must never change: another number would put talents into other partitions.</summary>
    public const int Count = 64;

    /// <summary>All shards, <c>h00</c>–<c>h3f</c>.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enumerable.Range(0, Count).Select(Name)];

    /// <summary>Returns the shard of a talent: the low 6 bits of the first byte of SHA-256 of the talent id.</summary>
    public static string Of(string talentId) => Name(NumberOf(talentId));

    /// <summary>Returns the number of the shard of a talent, from 0.</summary>
    public static int NumberOf(string talentId)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.ASCII.GetBytes(talentId), hash);
        return hash[0] & (Count - 1);
    }

    private static string Name(int number) => $"h{number:x2}";
}
