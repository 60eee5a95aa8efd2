using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>
/// The ticket with which a WeChat user who is not bound binds: the openid, sealed, good for ten minutes. The mini-program cannot read
/// it and cannot make one for somebody else.
/// </summary>
/// <param name="sealer">Seals tickets.</param>
/// <param name="time">The clock.</param>
public sealed class WeChatTickets(FieldSealer sealer, TimeProvider time)
{
    /// <summary>How long a ticket is good.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    /// <summary>The longest ticket.</summary>
    public const int MostLength = 400;

    private const string Place = "wechat-ticket";

    /// <summary>Makes a ticket.</summary>
    public (string Ticket, DateTimeOffset ExpiresAt) Issue(string openId)
    {
        var until = time.GetUtcNow() + Lasts;
        var text = string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeMilliseconds()}|{openId}");
        return (Base64Url.EncodeToString(sealer.Seal(text, Place)), until);
    }

    /// <summary>The openid of a ticket; null when it is none, or expired.</summary>
    public string? Read(string ticket)
    {
        if (!Base64Url.IsValid(ticket))
        {
            return null;
        }

        try
        {
            return sealer.Open(Base64Url.DecodeFromChars(ticket), Place).Split('|', 2) is [var until, var openId]
                && time.GetUtcNow().ToUnixTimeMilliseconds() < long.Parse(until, CultureInfo.InvariantCulture) ? openId : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
