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

    // The curve is y² = x³ − 3x + b.
    private static readonly FieldElement _b = Constant("5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B");

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

        if (!FieldElement.TryRead(bytes[1..], out var x)
            || (x * x * x - (x + x + x) + _b).Root() is not { } y
            || y == default)
        {
            return false;
        }

        if (y.IsEven == (bytes[0] == 0x03))
        {
            y = default(FieldElement) - y;
        }

        point = new ECPoint { X = bytes[1..].ToArray(), Y = new byte[FieldElement.Size] };
        y.Write(point.Y);
        return true;
    }

    private static FieldElement Constant(string digits) =>
        FieldElement.TryRead(Convert.FromHexString(digits), out var value) ? value : throw new ArgumentException("Too large.", nameof(digits));
}
