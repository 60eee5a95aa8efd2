using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;
using TalentPass.Core.Validation;

namespace TalentPass.Core.Talents.Guests;

/// <summary>Reads and checks what an officer sends about a guest.</summary>
public static class GuestReader
{
    /// <summary>Reads a guest whose id is still empty, or refuses with <c>validation_failed</c> and all mistakes.</summary>
    /// <param name="input">What was sent.</param>
    /// <param name="at">The JSON pointer of the guest.</param>
    /// <param name="today">Today as a legal day. The document must be valid.</param>
    public static Outcome<Guest> Read(GuestInput input, string at, DateOnly today)
    {
        var errors = new ValidationErrors();
        var name = PersonReader.ReadName(input.Name, $"{at}/name", errors);
        var document = PersonReader.ReadDocument(input.Document, $"{at}/document", null, today, errors);
        if (input.Document.ValidTo < today)
        {
            errors.Add($"{at}/document/validTo", ValidationCodes.Expired);
        }

        PhoneNumber? phone = null;
        if (input.Phone is not null && !PhoneNumber.TryParse(input.Phone, out phone, out var fault))
        {
            errors.Add($"{at}/phone", fault);
        }

        return errors.ToRefusal() is { } refusal ? refusal : new Guest
        {
            GuestId = "",
            Name = name!,
            Document = document!,
            Country = input.Document.Country,
            ValidTo = input.Document.ValidTo,
            Phone = phone,
        };
    }
}
