using MailKit.Security;
using MimeKit;
using TalentPass.Core.Notifications.Channels;

namespace TalentPass.Functions.Notifications;

/// <summary>Configuration section <c>Email</c>: the server through which the city sends mail. Without a host no mail is sent.</summary>
public sealed class EmailSettings
{
    /// <summary>The name of the server.</summary>
    public string? Host { get; set; }

    /// <summary>The port of the server.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The account; without one, mail is sent without signing in.</summary>
    public string? User { get; set; }

    /// <summary>The password of the account.</summary>
    public string? Password { get; set; }

    /// <summary>The city's address, with or without a name.</summary>
    public string? From { get; set; }

    /// <summary><c>starttls</c>, <c>tls</c>, or outside production <c>none</c>.</summary>
    public string Security { get; set; } = "starttls";

    /// <summary>The server, or null.</summary>
    /// <param name="link">The address of the pages.</param>
    internal MailServer? Server(Uri? link) => string.IsNullOrEmpty(Host) ? null : new MailServer(
        Host, Port, MailServer.ReadSecurity(Security)!.Value, From!, string.IsNullOrEmpty(User) ? null : User, Password, link);

    internal IEnumerable<string> FindMistakes(bool isProduction)
    {
        if (string.IsNullOrEmpty(Host))
        {
            if (!string.IsNullOrEmpty(From) || !string.IsNullOrEmpty(User) || !string.IsNullOrEmpty(Password))
            {
                yield return "Email:Host is missing: the section Email needs the name of a mail server.";
            }

            yield break;
        }

        if (Uri.CheckHostName(Host) == UriHostNameType.Unknown)
        {
            yield return "Email:Host must be the name of a server, without a port.";
        }

        if (Port is < 1 or > 65535)
        {
            yield return "Email:Port must be between 1 and 65535.";
        }

        if (!MailboxAddress.TryParse(From ?? "", out var from) || !MailAddress.IsValid(from.Address))
        {
            yield return "Email:From must be the city's address, such as Talent Office <talent@city.example>.";
        }

        if (string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password))
        {
            yield return $"Email:{(string.IsNullOrEmpty(User) ? nameof(User) : nameof(Password))} is missing: a mail server needs both or neither.";
        }

        switch (MailServer.ReadSecurity(Security))
        {
            case null:
                yield return $"Email:Security is '{Security}', which is none of starttls, tls, none.";
                break;
            case SecureSocketOptions.None when isProduction:
                yield return "Email:Security is none in a production environment: letters would travel unprotected.";
                break;
        }
    }
}
