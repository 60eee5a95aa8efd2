using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace TalentPass.Core.Notifications.Channels;

/// <summary>E-mail addresses as this product takes them: one plain address, as every mail server takes it (RFC 5321).</summary>
public static class MailAddress
{
    /// <summary>The most characters of an address and of its part before the at sign.</summary>
    public const int Most = 254, MostLocal = 64;

    private static readonly SearchValues<char> _special = SearchValues.Create("\"()<>[],;:\\");
    private static readonly ParserOptions _strict = new() { AddressParserComplianceMode = RfcComplianceMode.Strict, AllowAddressesWithoutDomain = false };

    /// <summary>Whether a text is an address to which mail can be sent.</summary>
    public static bool IsValid(string text) => TryRead(text, out _);

    /// <summary>Reads a plain address: no name, no comment, no quotes, ASCII only, a domain with a dot or <c>localhost</c>.</summary>
    internal static bool TryRead(string text, [NotNullWhen(true)] out MailboxAddress? address)
    {
        address = null;
        return text.Length <= Most && !text.AsSpan().ContainsAnyExceptInRange('!', '~') && !text.AsSpan().ContainsAny(_special)
            && text.IndexOf('@', StringComparison.Ordinal) is > 0 and <= MostLocal
            && MailboxAddress.TryParse(_strict, text, out address) && address.GetAddress(idnEncode: true) == text
            && IsDomain(text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..]);
    }

    private static bool IsDomain(string domain) => domain == "localhost" || (Uri.CheckHostName(domain) == UriHostNameType.Dns && domain.Contains('.', StringComparison.Ordinal));
}
