namespace TalentPass.Core.Validation;

/// <summary>
/// The codes in <c>errors</c> of a <c>validation_failed</c> answer. They are published and stable. Each code has one meaning, the
/// same in all checks.
/// </summary>
public static class ValidationCodes
{
    /// <summary>A needed value is missing. A blank text counts as missing.</summary>
    public const string Required = "required";

    /// <summary>The value is <c>null</c>; the field must have a value or be left out.</summary>
    public const string NotNull = "not_null";

    /// <summary>The operation or form has no such field.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>An object has the field twice.</summary>
    public const string DuplicateField = "duplicate_field";

    /// <summary>The JSON value has another type than needed.</summary>
    public const string WrongType = "wrong_type";

    /// <summary>
    /// The text has a character that is not allowed: a control character, half a surrogate pair, or a line break in a field of one
    /// line.
    /// </summary>
    public const string InvalidText = "invalid_text";

    /// <summary>The text does not have the needed format: a date, an id, an address, a word of a fixed set.</summary>
    public const string InvalidFormat = "invalid_format";

    /// <summary>The text is shorter than needed, in code points.</summary>
    public const string TooShort = "too_short";

    /// <summary>The text is longer than allowed, in code points; or all answers of a form together, in bytes.</summary>
    public const string TooLong = "too_long";

    /// <summary>The number is below the minimum or above the maximum.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>The list has fewer items than needed.</summary>
    public const string TooFew = "too_few";

    /// <summary>There are more items than allowed.</summary>
    public const string TooMany = "too_many";

    /// <summary>The same value is given twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>The value is not in the catalogue or not in the list of this field.</summary>
    public const string NotInList = "not_in_list";

    /// <summary>The number or name has too few or too many characters for its kind.</summary>
    public const string InvalidLength = "invalid_length";

    /// <summary>The number or name has a character that its kind does not allow.</summary>
    public const string InvalidCharacters = "invalid_characters";

    /// <summary>The parts of the number are not in the order of its standard.</summary>
    public const string InvalidStructure = "invalid_structure";

    /// <summary>The area or country inside the number does not exist.</summary>
    public const string InvalidArea = "invalid_area";

    /// <summary>The birth date inside the number cannot exist.</summary>
    public const string InvalidBirthDate = "invalid_birth_date";

    /// <summary>The check digit of the number is wrong, most likely because of a typing error.</summary>
    public const string InvalidCheckDigit = "invalid_check_digit";

    /// <summary>The date is too far in the past or in the future for its meaning.</summary>
    public const string ImpossibleDate = "impossible_date";

    /// <summary>The end is before the start.</summary>
    public const string BeforeStart = "before_start";

    /// <summary>The time is later than the server's clock.</summary>
    public const string InFuture = "in_future";

    /// <summary>The time or the scan is too long ago to be accepted.</summary>
    public const string TooOld = "too_old";

    /// <summary>The document has expired.</summary>
    public const string Expired = "expired";

    /// <summary>People of this nature do not have such a document.</summary>
    public const string NotForNature = "not_for_nature";

    /// <summary>Documents of this kind do not have this field.</summary>
    public const string NotForDocument = "not_for_document";

    /// <summary>The value differs from the document.</summary>
    public const string DiffersFromDocument = "differs_from_document";

    /// <summary>The id of the key names another city than the partner city.</summary>
    public const string WrongCity = "wrong_city";

    /// <summary>A child under 14 is named without the guardian's consent (个人信息保护法 31).</summary>
    public const string ConsentNeeded = "consent_needed";

    /// <summary>The person cannot be a guardian, because the form shows that the person is a minor (民法典 27).</summary>
    public const string NotAGuardian = "not_a_guardian";

    /// <summary>A person of this age cannot have this relation to the applicant, or cannot attend this grade.</summary>
    public const string ImpossibleAge = "impossible_age";

    /// <summary>The person is not in the applicant's family on record, and no paper proves the relation.</summary>
    public const string NotOnRecord = "not_on_record";

    /// <summary>The scan is of a printed card, which proves presence only when the officer has confirmed the document.</summary>
    public const string DocumentNotConfirmed = "document_not_confirmed";

    /// <summary>Only hall staff may send this field.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>The scan is unknown, is not of this city's passes, or was made by another account that is no scanner.</summary>
    public const string UnknownScan = "unknown_scan";

    /// <summary>The scanned pass was not valid, or is not valid any more.</summary>
    public const string NotValid = "not_valid";

    /// <summary>The talent must be present. A scan that was uploaded later does not prove this.</summary>
    public const string PresenceRequired = "presence_required";

    /// <summary>The applicant has no such file, or the file was removed.</summary>
    public const string UnknownFile = "unknown_file";

    /// <summary>The file is not a pdf, jpg or png.</summary>
    public const string UnknownFileType = "unknown_file_type";

    /// <summary>The desk did not ask for this answer or paper.</summary>
    public const string NotAsked = "not_asked";

    /// <summary>The paper may not be handed in later (no 容缺受理).</summary>
    public const string NotTolerable = "not_tolerable";

    /// <summary>The paper was handed in already and may not be asked for again.</summary>
    public const string AlreadyHandedIn = "already_handed_in";

    /// <summary>The office gets the paper from shared data itself and may not ask for it.</summary>
    public const string FromSharedData = "from_shared_data";

    /// <summary>The paper does not concern a filing with these answers, so nobody may ask for it.</summary>
    public const string NotNeeded = "not_needed";

    /// <summary>Exactly one of the two must be given: a paper or a field.</summary>
    public const string MaterialOrField = "material_or_field";

    /// <summary>The request is with this department already.</summary>
    public const string SameDepartment = "same_department";

    /// <summary>The person is the one who acts; it must be another person.</summary>
    public const string SamePerson = "same_person";
}
