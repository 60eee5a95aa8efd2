using System.Security.Cryptography;
using System.Text;
using MimeKit;
using TalentPass.Core.Calendar;
using TalentPass.Core.Identity;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>Writes an e-mail as the standards want it of a program (RFC 5322, RFC 3834).</summary>
internal static class MailMessage
{
    private const int IdLength = 26;

    /// <summary>Writes a message.</summary>
    /// <param name="id">Gives the same <c>Message-ID</c> again for the same letter. It is hashed, since it may name a person.</param>
    /// <param name="from">The city's address.</param>
    /// <param name="to">The person's address.</param>
    /// <param name="subject">The subject.</param>
    /// <param name="body">Plain text.</param>
    /// <param name="at">The time of sending.</param>
    public static MimeMessage Write(string id, MailboxAddress from, MailboxAddress to, string subject, string body, DateTimeOffset at)
    {
        var message = new MimeMessage
        {
            MessageId = $"{Base32.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..IdLength]}@{from.Domain}",
            Subject = subject,
            Date = LegalDay.In(at),
            // Every server and program understands base64, and no line becomes too long.
            Body = new TextPart("plain") { Text = body, ContentTransferEncoding = ContentEncoding.Base64 },
        };
        message.From.Add(from);
        message.To.Add(to);
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        return message;
    }
}
