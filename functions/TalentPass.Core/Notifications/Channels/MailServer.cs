using MailKit.Security;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>The server through which the city sends mail.</summary>
/// <param name="Host">Its name.</param>
/// <param name="Port">Its port, e.g. 587.</param>
/// <param name="Security">How the line is secured.</param>
/// <param name="From">The city's own address, with or without a name: <c>Talent Office &lt;talent@city.example&gt;</c>.</param>
/// <param name="User">The account; null sends without signing in.</param>
/// <param name="Password">Its password.</param>
/// <param name="Link">The address of the pages, named under a notice; null names none.</param>
public sealed record MailServer(string Host, int Port, SecureSocketOptions Security, string From, string? User, string? Password, Uri? Link)
{
    /// <summary>How long one letter may take in all.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Returns the address of the server only: the default text of a record would show the password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>Returns what <c>Email:Security</c> means; null when it is none of <c>starttls</c>, <c>tls</c> and <c>none</c>.</summary>
    public static SecureSocketOptions? ReadSecurity(string text) => text switch
    {
        "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => null,
    };
}
