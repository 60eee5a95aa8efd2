using System.Security.Cryptography;

namespace TalentPass.Core.Identity;

/// <summary>The only source of random bytes and random ids in the product. Tests pass in a source with a fixed seed.</summary>
public class RandomSource
{
    /// <summary>The random generator of the operating system.</summary>
    public static RandomSource System { get; } = new();

    /// <summary>Fills the span with random bytes.</summary>
    public virtual void Fill(Span<byte> bytes) => RandomNumberGenerator.Fill(bytes);

    /// <summary>Returns random bytes.</summary>
    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        Fill(bytes);
        return bytes;
    }

    /// <summary>Returns a uniformly distributed number from 0 to <paramref name="below"/> − 1.</summary>
    /// <param name="below">The exclusive upper limit, at least 1.</param>
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

    /// <summary>
    /// Returns a random id of <paramref name="characters"/> base32 characters, 5 bits each. It may stand in a storage key.
    /// </summary>
    public string Id(int characters) => Base32.Encode(Bytes((characters * 5 + 7) / 8))[..characters];
}
