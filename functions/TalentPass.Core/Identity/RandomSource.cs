using System.Security.Cryptography;

namespace TalentPass.Core.Identity;

/// <summary>The one source of randomness and ids. Tests hand in a seeded one.</summary>
public class RandomSource
{
    /// <summary>The operating system's generator.</summary>
    public static RandomSource System { get; } = new();

    /// <summary>Fills the span with random bytes.</summary>
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>A uniform number in [0, <paramref name="below"/>).</summary>
    /// <param name="below">Exclusive upper bound, at least 1.</param>
    public int Next(int below)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(below, 1);
        var limit = uint.MaxValue - (uint.MaxValue % (uint)below);
        Span<byte> bytes = stackalloc byte[4];
        uint value;
        do
        {
            Fill(bytes);
            value = BitConverter.ToUInt32(bytes);
        }
        while (value >= limit);
        return (int)(value % (uint)below);
    }

    /// <summary>A random id of <paramref name="characters"/> base32 characters (5 bits each), fit for a storage key.</summary>
    public string Id(int characters) => Base32.Encode(Bytes((characters * 5 + 7) / 8))[..characters];
}
