
namespace TalentPass.Core.Validation;

/// <summary>What can be wrong with a talent's record beyond the codes of documents and names: stable, published codes.</summary>
public static class ValidationCodes
{
    /// <summary>Nothing was given where something is needed.</summary>
    public const string Required = "required";

    /// <summary>The catalogue, or the list of this field, does not have it.</summary>
    public const string NotInList = "not_in_list";

    /// <summary>Fewer than needed.</summary>
    public const string TooFew = "too_few";

    /// <summary>More than allowed.</summary>
    public const string TooMany = "too_many";

    /// <summary>Longer than allowed.</summary>
    public const string TooLong = "too_long";

    /// <summary>The same twice.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>A document people of this nature do not have.</summary>
    public const string NotForNature = "not_for_nature";

    /// <summary>Only some documents have it.</summary>
    public const string NotForDocument = "not_for_document";

    /// <summary>The document says something else.</summary>
    public const string DiffersFromDocument = "differs_from_document";

    /// <summary>The end lies before the beginning.</summary>
    public const string EndsBeforeItBegins = "ends_before_it_begins";

    /// <summary>A date that cannot be yet, or no longer.</summary>
    public const string ImpossibleDate = "impossible_date";

    /// <summary>A field that is not taken here.</summary>
    public const string UnknownField = "unknown_field";

    /// <summary>Less or more than can be.</summary>
    public const string OutOfRange = "out_of_range";

    /// <summary>Not of the form it must have.</summary>
    public const string WrongFormat = "wrong_format";

    /// <summary>A character nobody can read.</summary>
    public const string ControlCharacter = "control_character";

    /// <summary>Who asks cannot be who approves.</summary>
    public const string SamePerson = "same_person";

    /// <summary>It is there already.</summary>
    public const string SameDepartment = "same_department";
}
