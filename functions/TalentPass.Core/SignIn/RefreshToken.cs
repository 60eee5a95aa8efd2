using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace TalentPass.Core.SignIn;

/// <summary>
/// A refresh token: <c>tpr1.owner.session.generation.mac</c>. The MAC (HMAC-SHA-256 under the secret of the session) makes it
/// unguessable; the rest names the row. The token of a generation is always the same, so a repeated renewal gets the same answer.
/// </summary>
/// <param name="Owner">The partition of the session.</param>
/// <param name="Session">The id of the session.</param>
/// <param name="Generation">The number of the renewal.</param>
/// <param name="Mac">The MAC.</param>
internal sealed record RefreshToken(string Owner, string Session, int Generation, byte[] Mac)
{
    private const string Version = "tpr1";
    private const int MostLength = 200;

    /// <summary>The token of the latest renewal of a session.</summary>
    public static string Of(Session session)
    {
        var text = Body(session.Owner, session.Id, session.Generation);
        return $"{text}.{Base64Url.EncodeToString(MacOf(session.Secret, text))}";
    }

    /// <summary>Reads a token; null when the text is not one.</summary>
    public static RefreshToken? TryRead(string? text)
    {
        if (text is not { Length: <= MostLength } || text.Split('.') is not [Version, var owner, var session, var generation, var mac]
            || !IsName(owner) || !IsName(session)
            || !int.TryParse(generation, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !Base64Url.IsValid(mac))
        {
            return null;
        }

        return new(owner, session, number, Base64Url.DecodeFromChars(mac));
    }

    /// <summary>Whether the app made this token for the session.</summary>
    public bool IsOf(Session session) => CryptographicOperations.FixedTimeEquals(Mac, MacOf(session.Secret, Body(Owner, Session, Generation)));

    private static string Body(string owner, string session, int generation) =>
        string.Create(CultureInfo.InvariantCulture, $"{Version}.{owner}.{session}.{generation}");

    private static byte[] MacOf(byte[] secret, string text) => HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text));

    private static bool IsName(string text) => text.Length is > 0 and <= 60 && text.All(each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each == '-');
}
