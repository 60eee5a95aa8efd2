using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Identity;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Storage;

namespace TalentPass.Core.Documents.Record;

/// <summary>
/// Makes and reads the numbers of result documents (电子证照标识, GB/T 36904). The serial number is the request's number, so a number
/// is unique without a counter and leads to its row without a look-up, and nobody can tell from it how many documents there are.
/// </summary>
public sealed class DocumentNumbers
{
    /// <summary>
    /// The credit code that stands for a body whose own code is not in the catalogue. It is made up: its middle reads <c>TALENT</c>.
    /// </summary>
    public static string NoBody { get; } = Complete("11330200TALENT000");

    private const string FirstVersion = "001";
    private const string Office = "office";
    private readonly RequestNumbers _requests;
    private readonly byte[] _checkKey;

    /// <summary>Prepares the numbers of one deployment. The key derives from its first master key, so it never changes.</summary>
    public DocumentNumbers(RequestNumbers requests, MasterKey key)
    {
        _requests = requests;
        _checkKey = key.DerivePermanent("document-check-code");
    }

    /// <summary>
    /// Makes the number of a request's document. The talent office defines the kinds of documents, so its credit code and the kind
    /// are the type; the department that decides is the issuer.
    /// </summary>
    public static string New(RequestRef request, ResultKind kind, string department, ServiceCatalogue catalogue)
    {
        var type = BodyOf(Office, catalogue) + ((int)kind).ToString("d3", CultureInfo.InvariantCulture);
        string[] parts = [type, BodyOf(department, catalogue), request.Key.ToUpperInvariant(), FirstVersion];
        return $"{ECertificateNumber.Root}.{string.Join('.', parts)}.{Mod37.CheckCharacter(string.Concat(parts))}";
    }

    /// <summary>
    /// Reads a number as people type it. Null when it is no number of ours; what it leads to may still not exist.
    /// </summary>
    /// <param name="text">The typed text.</param>
    /// <param name="number">The number in its own form.</param>
    public RequestRef? Parse(string? text, out string number)
    {
        number = "";
        if (!ECertificateNumber.TryParse(text, out var parsed, out _))
        {
            return null;
        }

        number = parsed.Value;
        return _requests.Parse(parsed.Serial);
    }

    /// <summary>
    /// The check code (查验码) that is printed on the document: eight characters. With the number it tells what the document counts
    /// for; without it nobody can find documents by trying numbers.
    /// </summary>
    public string CheckCode(string number) =>
        Base32.Encode(HMACSHA256.HashData(_checkKey, Encoding.ASCII.GetBytes(number)).AsSpan(0, 5)).ToUpperInvariant();

    /// <summary>Whether a typed check code is the one of the number.</summary>
    public bool IsCheckCode(string number, string typed) =>
        RequestNumbers.ReadShortCode(typed) is { } code
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CheckCode(number)), Encoding.ASCII.GetBytes(code));

    private static string BodyOf(string department, ServiceCatalogue catalogue) => catalogue.Department(department)?.CreditCode ?? NoBody;

    private static string Complete(string body) => body + Uscc.CheckCharacter(body);
}
