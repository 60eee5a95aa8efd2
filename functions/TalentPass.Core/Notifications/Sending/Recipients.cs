using TalentPass.Core.Notifications.Ledger;
using TalentPass.Core.Notifications.Texts;
using TalentPass.Core.Talents.Bindings;
using TalentPass.Core.Talents.Guests;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Core.Notifications.Sending;

/// <summary>Where a person can be reached, as of now.</summary>
/// <param name="Choice">What the person has chosen.</param>
/// <param name="Phone">The phone in E.164; null when there is none on record.</param>
/// <param name="OpenId">The bound WeChat user; null when there is none.</param>
/// <param name="Language">The language of messages.</param>
public sealed record Recipient(StoredChoice Choice, string? Phone, string? OpenId, string Language)
{
    /// <summary>Returns no personal data.</summary>
    public override string ToString() => "recipient";
}

/// <summary>Finds where a person can be reached.</summary>
/// <param name="choices">The choices of channels.</param>
/// <param name="talents">The talents.</param>
/// <param name="guests">The guests.</param>
/// <param name="bindings">The WeChat users.</param>
public sealed class Recipients(ChannelStore choices, TalentStore talents, GuestStore guests, WeChatBindings bindings)
{
    private const string Foreign = "foreign";

    /// <summary>Finds a person. Three storage calls; one more for a guest.</summary>
    public async Task<Recipient> FindAsync(string talentId, CancellationToken cancel)
    {
        var choice = choices.FindAsync(talentId, cancel);
        var binding = bindings.FindAsync(talentId, cancel);
        var talent = await talents.FindAsync(talentId, cancel);
        var phone = talent is null ? (await guests.FindAsync(talentId, cancel))?.Phone : talent.Phone;
        var language = (await choice).Choice.Language ?? (talent?.Nature == Foreign ? NoticeTemplates.English : NoticeTemplates.Chinese);
        return new Recipient(await choice, phone?.Value, (await binding)?.OpenId, language);
    }
}
