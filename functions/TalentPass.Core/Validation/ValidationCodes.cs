namespace TalentPass.Core.Validation;

/// <summary>
/// What can be wrong with something that was sent: the stable, published codes of <c>errors</c>, one for each meaning,
/// whichever of the checks finds it.
/// </summary>
public static class ValidationCodes
{
    /// <summary>Nothing was given where something is needed; a text of which nothing can be seen counts as nothing.</summary>
    public const string Required = "required";

    /// <summary><c>null</c> where a value stands or nothing at all.</summary>
    public const string NotNull = "not_null";

    /// <summary>A field that is not asked for.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>A field that an object has twice.</summary>
    public const string DuplicateField = "duplicate_field";

    /// <summary>Another kind of JSON value than asked for.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>A character no text may have: a control character, half a surrogate pair, a line break in a single line.</summary>
    public const string InvalidText = "invalid_text";

    /// <summary>A text that is not written as it has to be: a date, an id, an address, a word of a fixed set.</summary>
    public const string InvalidFormat = "invalid_format";

    /// <summary>Shorter than needed, in code points.</summary>
    public const string TooShort = "too_short";

    /// <summary>Longer than allowed, in code points.</summary>
    public const string TooLong = "too_long";

    /// <summary>A number below the least or above the most.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>Fewer than needed.</summary>
    public const string TooFew = "too_few";

    /// <summary>More than allowed.</summary>
    public const string TooMany = "too_many";

    /// <summary>The same thing twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The catalogue, or the list of this field, does not have it.</summary>
    public const string NotInList = "not_in_list";

    /// <summary>Too few or too many characters for a number or a name of this kind.</summary>
    public const string InvalidLength = "invalid_length";

    /// <summary>A character that numbers or names of this kind do not have.</summary>
    public const string InvalidCharacters = "invalid_characters";

    /// <summary>The parts of a number are not where its standard puts them.</summary>
    public const string InvalidStructure = "invalid_structure";

    /// <summary>The area or country inside a number cannot exist.</summary>
    public const string InvalidArea = "invalid_area";

    /// <summary>The birth date inside a number cannot exist.</summary>
    public const string InvalidBirthDate = "invalid_birth_date";

    /// <summary>The check digit of a number does not fit: most likely a typing error.</summary>
    public const string InvalidCheckDigit = "invalid_check_digit";

    /// <summary>A date that cannot be yet, or no longer.</summary>
    public const string ImpossibleDate = "impossible_date";

    /// <summary>An end that lies before its beginning.</summary>
    public const string BeforeStart = "before_start";

    /// <summary>A time ahead of the server's clock.</summary>
    public const string InFuture = "in_future";

    /// <summary>A time, or a scan, too long ago to count.</summary>
    public const string TooOld = "too_old";

    /// <summary>A document that is no longer valid.</summary>
    public const string Expired = "expired";

    /// <summary>A document people of this nature do not have.</summary>
    public const string NotForNature = "not_for_nature";

    /// <summary>Only some documents have it.</summary>
    public const string NotForDocument = "not_for_document";

    /// <summary>The document says something else.</summary>
    public const string DiffersFromDocument = "differs_from_document";

    /// <summary>A key whose id names another city than the partner's.</summary>
    public const string WrongCity = "wrong_city";

    /// <summary>A child under 14 without the guardian's consent.</summary>
    public const string ConsentNeeded = "consent_needed";

    /// <summary>A guardian who is no grown-up of the family.</summary>
    public const string NotAGuardian = "not_a_guardian";

    /// <summary>Only hall staff may send it.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>No scan of this caller's hall.</summary>
    public const string UnknownScan = "unknown_scan";

    /// <summary>A scan that was not valid.</summary>
    public const string NotValid = "not_valid";

    /// <summary>The talent has to be there: a scan uploaded later does not show it.</summary>
    public const string PresenceRequired = "presence_required";

    /// <summary>No file of the applicant that is still there.</summary>
    public const string UnknownFile = "unknown_file";

    /// <summary>A file that is no pdf, jpg or png.</summary>
    public const string UnknownFileType = "unknown_file_type";

    /// <summary>An answer or a paper the desk did not ask for.</summary>
    public const string NotAsked = "not_asked";

    /// <summary>A paper that may not follow later.</summary>
    public const string NotTolerable = "not_tolerable";

    /// <summary>A paper that lies there and may not be asked for again.</summary>
    public const string AlreadyHandedIn = "already_handed_in";

    /// <summary>A paper the office fetches itself and may not ask for.</summary>
    public const string FromSharedData = "from_shared_data";

    /// <summary>Either a paper or a field, one of the two.</summary>
    public const string MaterialOrField = "material_or_field";

    /// <summary>The department that has the request already.</summary>
    public const string SameDepartment = "same_department";

    /// <summary>The one who acts, where it has to be somebody else.</summary>
    public const string SamePerson = "same_person";
}
