using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Scans;

/// <summary>
/// The tokens of scanners: <c>tpd1.id.expiry.mac</c>, HMAC-SHA-256 under a key of this deployment. Genuine is told without
/// storage; whether the device still counts is told by the transaction that records its scan.
/// </summary>
public sealed class DeviceTokens
{
    /// <summary>How long a device's token counts: a year, then it is registered again.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(365);

    private const string Prefix = "tpd1.";
    private const string Account = "device-";

    /// <summary>Whether an account is a scanner's: it stands at a counter and is nobody's own.</summary>
    public static bool IsDevice(string account) => account.StartsWith(Account, StringComparison.Ordinal);

    private readonly byte[] _key;

    /// <summary>Tokens of one deployment; the key derives from its present master key: who knows a former one must not be able to make any.</summary>
    public DeviceTokens(MasterKey key) => _key = key.Derive("device-token");

    /// <summary>Whether a token claims to be a device's.</summary>
    public static bool IsOne(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The token of a device.</summary>
    public string Of(ScanDevice device)
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{device.DeviceId}.{device.ExpiresAt.ToUnixTimeSeconds()}");
        return $"{head}.{Base64Url.EncodeToString(Mac(head))}";
    }

    /// <summary>Who speaks with a token; null when it is not ours, forged, or expired.</summary>
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

        // The text is compared as it stands, so a token has one spelling.
        var wanted = Base64Url.EncodeToString(Mac(token[..^(mac.Length + 1)]));
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(wanted), Encoding.UTF8.GetBytes(mac))
            ? new Actor(Account + id, Account + id, Roles.Device, null, null) { DeviceId = id }
            : null;
    }

    private byte[] Mac(string head) => HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(head));
}
