using System.Buffers.Binary;

namespace TalentPass.Core.Passes.Codec;

/// <summary>
/// The id of one code (CWT claim <c>cti</c>, RFC 8392): 16 bytes. Only the server can decrypt them; to everybody else they
/// look random.
/// </summary>
/// <param name="Value">The 16 bytes, big-endian.</param>
public readonly record struct CodeId(UInt128 Value)
{
    /// <summary>The length in bytes.</summary>
    public const int Size = 16;

    /// <summary>Reads an id from the first 16 bytes of a span.</summary>
    public static CodeId Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128BigEndian(bytes));

    /// <summary>Writes the 16 bytes.</summary>
    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);

    /// <summary>Writes 32 lower-case hex digits. They may stand in a storage key.</summary>
    public override string ToString() => Value.ToString("x32", null);
}
