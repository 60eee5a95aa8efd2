using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Requests.Record;

/// <summary>The ids of a request, which lead to its row, and the number that they are decrypted from.</summary>
/// <param name="TalentId">The talent's id: 8 base32 characters.</param>
/// <param name="RequestId">
/// The request's id within the talent: 8 base32 characters. Newer requests come first in key order.
/// </param>
/// <param name="Number">The number as people see it, e.g. <c>7K2M-9QXW-3R4T-8NZA-5</c>.</param>
public sealed record RequestRef(string TalentId, string RequestId, string Number)
{
    /// <summary>The number in the form for storage keys: 17 lower-case characters without hyphens.</summary>
    public string Key { get; } = Number.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Returns the number of a <see cref="Key"/> as people see it. The ids need not be decrypted for that.</summary>
    public static string Show(string key) => Group(key.ToUpperInvariant());

    internal static string Group(ReadOnlySpan<char> text) => $"{text[..4]}-{text[4..8]}-{text[8..12]}-{text[12..16]}-{text[16..]}";
}

/// <summary>
/// Makes and reads request numbers (办件编号). A number is the talent's id and the request's id (40 + 40 bits), encrypted as one
/// 80-bit block, plus a check character (ISO/IEC 7064 MOD 37,36). So a number leads to the row without a look-up. An outsider
/// can tell from it neither how many requests there are nor which requests belong to the same talent.
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

    /// <summary>
    /// Prepares the numbers of one deployment. The keys derive from its first master key, so they never change.
    /// </summary>
    public RequestNumbers(MasterKey key, RandomSource random)
    {
        _numberKey = key.DerivePermanent("request-number");
        _shortCodeKey = key.DerivePermanent("request-short-code");
        _random = random;
    }

    /// <summary>
    /// Makes the ids and the number of a new request. The id sorts the newest request first: it holds the inverted second and 8
    /// random bits, which tell apart requests of the same second. When an id exists already, the next attempt also takes ids of
    /// the seconds before: of 16 seconds, then of 256. So a talent may have hundreds of requests in a second, which are then
    /// listed some minutes out of order at most.
    /// </summary>
    /// <param name="talentId">The talent's id.</param>
    /// <param name="at">When the request begins.</param>
    /// <param name="attempt">The number of attempts that were lost before this one.</param>
    /// <param name="beside">
    /// The other new requests of the same transaction; the new id differs from theirs. If a stored request has the same id, the
    /// transaction fails.
    /// </param>
    public RequestRef New(string talentId, DateTimeOffset at, int attempt = 0, params IEnumerable<RequestRef> beside)
    {
        var room = attempt switch { 0 => 1 << 8, 1 => 1 << 12, _ => 1 << 16 };
        var taken = beside.Select(each => each.RequestId).ToHashSet();
        var inverted = uint.MaxValue - (uint)(at - _epoch).TotalSeconds;
        string id;
        do
        {
            id = Base32.Encode(((ulong)inverted << 8) + (ulong)_random.Next(room), HalfCharacters);
        }
        while (taken.Contains(id));
        return For(talentId, id);
    }

    /// <summary>Makes the number from the two ids.</summary>
    /// <exception cref="ArgumentException">An id is not 8 base32 characters.</exception>
    public RequestRef For(string talentId, string requestId)
    {
        var (left, right) = (Half(talentId), Half(requestId));
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = (right, left ^ Mix(round, right));
        }

        var text = (Base32.Encode(left, HalfCharacters) + Base32.Encode(right, HalfCharacters)).ToUpperInvariant();
        return new RequestRef(talentId, requestId, RequestRef.Group(text + Mod37.CheckCharacter(text)));
    }

    /// <summary>
    /// Reads a number as people type it from a receipt: upper or lower case, full width, with or without hyphens, dashes, spaces and
    /// tabs; characters that look alike (O and 0, I, L and 1) are read as the right one.
    /// </summary>
    /// <returns>The request's ids; null when the text is not a request number. One wrong character is always noticed.</returns>
    public RequestRef? Parse(string? number)
    {
        var typed = Typed(number);
        if (typed.Length != 2 * HalfCharacters + 1
            || !Base32.TryDecode(typed.AsSpan(0, HalfCharacters), out var left)
            || !Base32.TryDecode(typed.AsSpan(HalfCharacters, HalfCharacters), out var right))
        {
            return null;
        }

        var ids = (Base32.Encode(left, HalfCharacters) + Base32.Encode(right, HalfCharacters)).ToUpperInvariant();
        if (LookAlikes(typed[^1]).Select(check => ids + check).FirstOrDefault(each => Mod37.IsValid(each)) is not { } text)
        {
            return null;
        }

        for (var round = Rounds - 1; round >= 0; round--)
        {
            (left, right) = (right ^ Mix(round, left), left);
        }

        return new RequestRef(Base32.Encode(left, HalfCharacters), Base32.Encode(right, HalfCharacters), RequestRef.Group(text));
    }

    /// <summary>The short code: eight characters that open the anonymous progress page, together with the number.</summary>
    public string ShortCode(RequestRef request) =>
        Base32.Encode(HMACSHA256.HashData(_shortCodeKey, Encoding.ASCII.GetBytes(request.Key)).AsSpan(0, 5)).ToUpperInvariant();

    /// <summary>
    /// Reads a short code as people type it, like a number, see <see cref="Parse"/>. Null when the text cannot be a short code.
    /// </summary>
    public static string? ReadShortCode(string text)
    {
        var typed = Typed(text);
        return typed.Length == HalfCharacters && Base32.TryDecode(typed, out var value) ? Base32.Encode(value, HalfCharacters).ToUpperInvariant() : null;
    }

    // Somebody copies a number from a table together with its tabs and line ends.
    private static string Typed(string? text) => TypedNumber.Clean(string.Concat((text ?? "").Split('\t', '\r', '\n')));

    // The check character may be any letter or digit, so only the check tells which of those that look alike was meant.
    private static string LookAlikes(char check) => check switch
    {
        '0' or 'O' => "0O",
        '1' or 'I' or 'L' => "1IL",
        _ => check.ToString(),
    };

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
