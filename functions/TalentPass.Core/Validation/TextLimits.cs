namespace TalentPass.Core.Validation;

/// <summary>
/// The longest texts that callers may send, in Unicode code points, as JSON Schema counts (𬭎 is one). Numbers and keys with a
/// standard have the length of their standard.
/// </summary>
public static class TextLimits
{
    /// <summary>What people write about a request: reasons, notes, reminders to the desk, appeals, and answers to them.</summary>
    public const int Explanation = 1000;

    /// <summary>Why the office revokes something: a status, a pass, a card, a key.</summary>
    public const int Reason = 500;

    /// <summary>A web address.</summary>
    public const int Address = 300;

    /// <summary>A part of a person's name as it is sent. The name itself has its own limit in graphemes.</summary>
    public const int Name = 200;

    /// <summary>The basis of a status (认定依据).</summary>
    public const int Basis = 200;

    /// <summary>A query parameter.</summary>
    public const int Parameter = 200;

    /// <summary>A scan's nonce.</summary>
    public const int Nonce = 128;

    /// <summary>The name of a file, without its extension.</summary>
    public const int FileName = 120;

    /// <summary>The name of the body that gives a status.</summary>
    public const int IssuerName = 100;

    /// <summary>The name of an account.</summary>
    public const int Account = 100;

    /// <summary>The name of a place or of a scanner.</summary>
    public const int Place = 64;

    /// <summary>The number of a document, a phone or an organisation as it is sent, spaces and dashes included.</summary>
    public const int Number = 50;

    /// <summary>The name of a city.</summary>
    public const int CityName = 50;
}
