using System.ComponentModel.DataAnnotations;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Guests;

/// <summary>
/// A partner city's talent at the hall, as the officer reads it from the identity document. The code of the pass carries no name.
/// </summary>
/// <param name="Name">The name, as the document has it.</param>
/// <param name="Document">The document that the officer has compared with the person.</param>
/// <param name="Phone">A phone number in any usual spelling.</param>
public sealed record GuestInput(NameInput Name, DocumentInput Document, [property: StringLength(TextLimits.Number)] string? Phone = null);
