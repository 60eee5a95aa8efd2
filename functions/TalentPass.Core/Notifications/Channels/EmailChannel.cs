using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using MimeKit;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>
/// Sends e-mail by SMTP, one connection for each letter. <see cref="Letter.To"/> is the address. A letter whose content was sent and
/// whose answer is missing may have arrived, so it is not sent again.
/// </summary>
/// <param name="server">The server; null when the city has none.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log for the operator.</param>
public sealed partial class EmailChannel(MailServer? server, TimeProvider time, ILogger<EmailChannel> log) : INoticeChannel
{
    private static readonly TimeSpan _soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _later = TimeSpan.FromMinutes(5);
    private static readonly Bilingual _where = new("查看：", "Read it here: ");
    private static readonly Bilingual _automatic = new(
        "本邮件由系统自动发出，请勿回复。不想再收到邮件，可在“人才一码通”的通知设置中关闭。",
        "This letter was sent automatically; please do not reply. To stop these letters, open the notifications in the talent pass.");

    /// <inheritdoc/>
    public string Name => ChannelNames.Email;

    /// <inheritdoc/>
    public bool IsOn => server is not null;

    /// <inheritdoc/>
    public Task<Delivery> SendAsync(Letter letter, CancellationToken cancel)
    {
        var english = letter.Language == "en";
        var link = server?.Link is { } address ? $"\n\n{_where.In(english)}{address}" : "";
        return SendTextAsync(letter.Id, letter.To, letter.Words.Title, $"{letter.Words.Brief}{link}\n\n{_automatic.In(english)}\n", cancel);
    }

    /// <summary>Sends a plain text, once.</summary>
    /// <param name="id">The same for every attempt to send this text to this person.</param>
    /// <param name="to">The address.</param>
    /// <param name="subject">The subject, one line.</param>
    /// <param name="body">The text.</param>
    /// <param name="cancel">Stops the attempt.</param>
    /// <exception cref="OperationCanceledException">The attempt was stopped before anything was sent.</exception>
    public async Task<Delivery> SendTextAsync(string id, string to, string subject, string body, CancellationToken cancel)
    {
        if (server is null)
        {
            Log.Off(log);
            return new Delivery.Mistake(DeliveryReasons.NotConfigured);
        }

        if (!MailAddress.TryRead(to, out var mailbox))
        {
            return new Delivery.Refused(DeliveryReasons.NoSuchMailbox);
        }

        var message = MailMessage.Write(id, MailboxAddress.Parse(server.From), mailbox, subject, body, time.GetUtcNow());
        using var limit = new CancellationTokenSource(MailServer.Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        return await SendAsync(server, message, cancel, either.Token);
    }

    private async Task<Delivery> SendAsync(MailServer to, MimeMessage message, CancellationToken caller, CancellationToken cancel)
    {
        var content = new ContentSent();
        try
        {
            using var client = new SmtpClient { LocalDomain = message.From.Mailboxes.Single().Domain, CheckCertificateRevocation = false };
            await client.ConnectAsync(to.Host, to.Port, to.Security, cancel);
            if (to.User is { } user)
            {
                if (!client.Capabilities.HasFlag(SmtpCapabilities.Authentication))
                {
                    return Tell(to, DeliveryReasons.BadCredentials, 0);
                }

                await client.AuthenticateAsync(user, to.Password ?? "", cancel);
            }

            await client.SendAsync(message, cancel, content);
            // The letter is with the server; the farewell throws nothing.
            await client.DisconnectAsync(quit: true, cancel);
            return Delivery.Told.Value;
        }
        catch (SmtpCommandException answer)
        {
            return Sort(to, answer);
        }
        catch (AuthenticationException refused) when (refused.InnerException is SmtpCommandException { StatusCode: < (SmtpStatusCode)500 })
        {
            return new Delivery.Retry(_later);
        }
        catch (Exception fault) when (fault is AuthenticationException or ServiceNotAuthenticatedException)
        {
            return Tell(to, DeliveryReasons.BadCredentials, 0);
        }
        catch (Exception fault) when (fault is SslHandshakeException or NotSupportedException)
        {
            return Tell(to, DeliveryReasons.NotTrusted, 0);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ProtocolException or OperationCanceledException)
        {
            if (content.HasBegun)
            {
                return Delivery.Unknown.Value;
            }

            caller.ThrowIfCancellationRequested();
            return new Delivery.Retry(_soon);
        }
    }

    // The server has answered, so it has not taken the letter.
    private Delivery Sort(MailServer to, SmtpCommandException answer)
    {
        var code = (int)answer.StatusCode;
        return code is >= 400 and < 500 ? new Delivery.Retry(_later)
            : answer.ErrorCode != SmtpErrorCode.RecipientNotAccepted || IsAboutSender(answer) ? Tell(to, DeliveryReasons.SenderRefused, code)
            : new Delivery.Refused(code is 550 or 551 or 553 ? DeliveryReasons.NoSuchMailbox : DeliveryReasons.MailboxRefuses);
    }

    // RFC 3463: 5.7.x is about what the sender may do, such as relaying; 530 wants a sign-in first.
    private static bool IsAboutSender(SmtpCommandException answer) =>
        answer.StatusCode == SmtpStatusCode.AuthenticationRequired || answer.Message.StartsWith("5.7.", StringComparison.Ordinal);

    private Delivery.Mistake Tell(MailServer to, string reason, int code)
    {
        Log.Mistake(log, to.Host, reason, code);
        return new Delivery.Mistake(reason);
    }

    /// <summary>Whether the content has begun to be sent: only then can the server have taken the letter.</summary>
    private sealed class ContentSent : ITransferProgress
    {
        public bool HasBegun { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => HasBegun = true;

        public void Report(long bytesTransferred) => HasBegun = true;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The mail server {Host} does not take the city's mail: {Reason}, code {Code}. Look at the settings of section Email.")]
        public static partial void Mistake(ILogger log, string host, string reason, int code);

        [LoggerMessage(2, LogLevel.Error, "A letter cannot be sent: no mail server is configured (section Email).")]
        public static partial void Off(ILogger log);
    }
}
