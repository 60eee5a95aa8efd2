using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Record;

/// <summary>Where a request stands: its talent and its id within that talent. What a number decrypts to.</summary>
/// <param name="TalentId">8 base32 characters.</param>
/// <param name="RequestId">8 base32 characters, newest first in key order.</param>
/// <param name="Number">The number people see, e.g. <c>7K2M-9QXW-3R4T-8NZA-5</c>.</param>
public sealed record RequestRef(string TalentId, string RequestId, string Number)
{
    /// <summary>The number as it stands in storage keys: 17 lower-case characters.</summary>
    public string Key { get; } = Number.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}

/// <summary>
/// Makes and reads request numbers (办件编号). A number is the talent's and the request's id (40 + 40 bits) encrypted
/// as one 80-bit block and a check character (ISO/IEC 7064 MOD 37,36): it leads to the row without a look-up and tells
/// an outsider neither the volume nor whose two requests are.
/// </summary>
public sealed class RequestNumbers
{
    private const int Rounds = 10;
    private const int HalfCharacters = 8;
    private const ulong HalfMask = (1UL << 40) - 1;
    private static readonly DateTimeOffset _epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly byte[] _numberKey;
    private readonly byte[] _shortCodeKey;
    private readonly RandomSource _random;

    /// <summary>Numbers of one deployment; the keys derive from its first master key.</summary>
    public RequestNumbers(MasterKey key, RandomSource random)
    {
        _numberKey = key.DerivePermanent("request-number");
        _shortCodeKey = key.DerivePermanent("request-short-code");
        _random = random;
    }

    /// <summary>A new request of a talent: the id sorts newest first and has 8 random bits against the same second.</summary>
    /// <param name="talentId">Whose.</param>
    /// <param name="at">When it begins.</param>
    /// <param name="beside">What is written in the same transaction, where no two may meet; storage tells of all others.</param>
    public RequestRef New(string talentId, DateTimeOffset at, params IEnumerable<RequestRef> beside)
    {
        var taken = beside.Select(each => each.RequestId).ToHashSet();
        var inverted = uint.MaxValue - (uint)(at - _epoch).TotalSeconds;
        string id;
        do
        {
            id = Base32.Encode((ulong)inverted << 8 | _random.Bytes(1)[0], HalfCharacters);
        }
        while (taken.Contains(id));
        return For(talentId, id);
    }

    /// <summary>The number of a request whose ids are known.</summary>
    public RequestRef For(string talentId, string requestId)
    {
        var (left, right) = (Half(talentId), Half(requestId));
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ Mix(round, right));
        }

        var text = (Base32.Encode(left, HalfCharacters) + Base32.Encode(right, HalfCharacters)).ToUpperInvariant();
        return new RequestRef(talentId, requestId, Group(text + Mod37.CheckCharacter(text)));
    }

    /// <summary>Reads a number as people type it: any case, with or without hyphens or spaces.</summary>
    /// <returns>Null when it is not a number of ours; a single wrong character is always noticed.</returns>
    public RequestRef? Parse(string? number)
    {
        var text = (number ?? "").Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (text.Length != 2 * HalfCharacters + 1
            || !Mod37.IsValid(text)
            || !Base32.TryDecode(text.AsSpan(0, HalfCharacters), out var left)
            || !Base32.TryDecode(text.AsSpan(HalfCharacters, HalfCharacters), out var right))
        {
            return null;
        }

        for (var round = Rounds - 1; round >= 0; round--)
        {
            (left, right) = (right ^ Mix(round, left), left);
        }

        return new RequestRef(Base32.Encode(left, HalfCharacters), Base32.Encode(right, HalfCharacters), Group(text));
    }

    /// <summary>The eight characters that, with the number, open the anonymous progress page.</summary>
    public string ShortCode(RequestRef request) =>
        Base32.Encode(HMACSHA256.HashData(_shortCodeKey, Encoding.ASCII.GetBytes(request.Key)).AsSpan(0, 5)).ToUpperInvariant();

    /// <summary>Reads a short code as people type it: any case, look-alikes as meant, with hyphens or spaces; null when it can be none.</summary>
    public static string? ReadShortCode(string text)
    {
        var typed = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return typed.Length == HalfCharacters && Base32.TryDecode(typed, out var value) ? Base32.Encode(value, HalfCharacters).ToUpperInvariant() : null;
    }

    private static string Group(string text) => $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..16]}-{text[16..]}";

    private static ulong Half(string id) =>
        id.Length == HalfCharacters && Base32.TryDecode(id, out var value)
            ? value
            : throw new ArgumentException("An id has 8 base32 characters.", nameof(id));

    private ulong Mix(int round, ulong half)
    {
        Span<byte> block = stackalloc byte[9];
        block[0] = (byte)round;
        BinaryPrimitives.WriteUInt64BigEndian(block[1..], half);
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_numberKey, block, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash) & HalfMask;
    }
}
