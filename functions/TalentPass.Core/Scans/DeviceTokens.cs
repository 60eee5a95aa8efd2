using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// Makes and checks the tokens of scanners: <c>tpd1.id.expiry.mac</c>, with HMAC-SHA-256 and a key of this deployment. A token is
/// checked without storage. Whether the scanner is still in use is checked later, when its scan is recorded.
/// </summary>
public sealed class DeviceTokens
{
    /// <summary>How long a token is valid: 365 days. Then the scanner must be registered again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private const string Prefix = "tpd1.";
    private const string Account = "device-";

    /// <summary>Whether an account belongs to a scanner and not to a person.</summary>
    public static bool IsDevice(string account) => account.StartsWith(Account, StringComparison.Ordinal);

    private readonly byte[] _key;

    /// <summary>
    /// The tokens of one deployment. The key is derived from the current master key, so that somebody who knows a former master
    /// key cannot make tokens.
    /// </summary>
    public DeviceTokens(MasterKey key) => _key = key.Derive("device-token");

    /// <summary>Whether a token has the prefix of a scanner's token. It is not checked further.</summary>
    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Makes the token of a scanner.</summary>
    public string Of(ScanDevice device)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{device.DeviceId}.{device.ExpiresAt.ToUnixTimeSeconds()}");
        return $"{head}.{Base64Url.EncodeToString(Mac(head))}";
    }

    /// <summary>The scanner to which a token belongs. Null when the token is forged or expired, or has another form.</summary>
    public Actor? Read(string token, DateTimeOffset now)
    {
        if (token.Split('.') is not [_, { Length: DeviceStore.IdCharacters } id, var expiry, var mac]
            || !IsOne(token)
            || !long.TryParse(expiry, NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || now.ToUnixTimeSeconds() >= expires
            || !Base32.TryDecode(id, out var number) || Base32.Encode(number, id.Length) != id)
        {
            return null;
        }

        // Compares the MAC as text, so that only one spelling of a token is valid.
        var wanted = Base64Url.EncodeToString(Mac(token[..^(mac.Length + 1)]));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(wanted), Encoding.UTF8.GetBytes(mac))
            ? new Actor(Account + id, Account + id, Roles.Device, null, null) { DeviceId = id }
            : null;
    }

    private byte[] Mac(string head) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(head));
}
