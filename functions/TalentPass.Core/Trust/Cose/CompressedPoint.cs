using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace TalentPass.Core.Trust.Cose;

/// <summary>
/// A P-256 point in compressed form (SEC 1, 2.3.3), 33 bytes. H codes carry the phone's key in this form. .NET imports
/// uncompressed points only, so this class computes the y coordinate.
/// </summary>
public static class CompressedPoint
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 33;

    private static readonly BigInteger Prime = Hex("FFFFFFFF00000001000000000000000000000000FFFFFFFFFFFFFFFFFFFFFFFF");
    private static readonly BigInteger B = Hex("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");

    // p ≡ 3 (mod 4), so the square root is one exponentiation with (p + 1) / 4.
    private static readonly BigInteger RootExponent = (Prime + 1) / 4;

    /// <summary>Compresses a point. Throws when its coordinates are not 32 bytes each.</summary>
    public static byte[] Compress(ECPoint point)
    {
        if (point is not { X.Length: 32, Y.Length: 32 })
        {
            throw new ArgumentException("A P-256 point has two coordinates of 32 bytes.", nameof(point));
        }

        var bytes = new byte[Size];
        bytes[0] = (byte)(2 | (point.Y[31] & 1));
        point.X.CopyTo(bytes, 1);
        return bytes;
    }

    /// <summary>Computes the whole point from its compressed form. False when the bytes are not a point of the curve.</summary>
    public static bool TryExpand(ReadOnlySpan<byte> bytes, out ECPoint point)
    {
        point = default;
        if (bytes.Length != Size || bytes[0] is not (0x02 or 0x03))
        {
            return false;
        }

        var x = new BigInteger(bytes[1..], isUnsigned: true, isBigEndian: true);
        if (x >= Prime)
        {
            return false;
        }

        var square = (BigInteger.ModPow(x, 3, Prime) + (Prime - 3) * x + B) % Prime;
        var y = BigInteger.ModPow(square, RootExponent, Prime);
        if (y.IsZero || y * y % Prime != square)
        {
            return false;
        }

        if (y.IsEven == (bytes[0] == 0x03))
        {
            y = Prime - y;
        }

        point = new ECPoint { X = bytes[1..].ToArray(), Y = new byte[32] };
        y.TryWriteBytes(point.Y.AsSpan(32 - y.GetByteCount(isUnsigned: true)), out _, isUnsigned: true, isBigEndian: true);
        return true;
    }

    private static BigInteger Hex(string digits) =>
        BigInteger.Parse("0" + digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
