using System.Text;
using TalentPass.Core.Trust.Cose;

namespace TalentPass.Core.Tests.Trust.Cose;

/// <summary>Writes single CBOR items, so that a test can build a message that is wrong in exactly one place.</summary>
internal static class CborItems
{
    public static byte[] UInt(ulong value)
    {
        var bytes = new byte[9];
        var writer = new CborWriter(bytes);
        writer.UInt(value);
        return bytes[..writer.Written];
    }

    public static byte[] Int(long value)
    {
        var bytes = new byte[9];
        var writer = new CborWriter(bytes);
        writer.Int(value);
        return bytes[..writer.Written];
    }

    public static byte[] Text(string text)
    {
        var bytes = new byte[text.Length + 9];
        var writer = new CborWriter(bytes);
        writer.Text(Encoding.ASCII.GetBytes(text));
        return bytes[..writer.Written];
    }

    public static byte[] Bytes(byte[] value)
    {
        var bytes = new byte[value.Length + 9];
        var writer = new CborWriter(bytes);
        writer.Bytes(value);
        return bytes[..writer.Written];
    }

    /// <summary>An array of up to 23 members.</summary>
    public static byte[] Array(params byte[][] members) => [(byte)(0x80 + members.Length), .. members.SelectMany(member => member)];

    /// <summary>A map of up to 23 pairs.</summary>
    public static byte[] Map(params byte[][] pairs) => [(byte)(0xA0 + pairs.Length), .. pairs.SelectMany(pair => pair)];
}
