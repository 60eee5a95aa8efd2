namespace TalentPass.Core.Notifications.Ledger;

/// <summary>How a person wants to be told. Stored sealed.</summary>
public sealed record ChannelChoice
{
    /// <summary>The language of messages: <c>zh</c> or <c>en</c>; null until the person chooses one.</summary>
    public string? Language { get; init; }

    /// <summary>Whether messages go to WeChat; null until the person chooses.</summary>
    public bool? WeChat { get; init; }

    /// <summary>Whether messages go to the phone; null until the person chooses.</summary>
    public bool? Sms { get; init; }

    /// <summary>The e-mail address that the person has shown to be theirs; null when there is none.</summary>
    public string? Email { get; init; }

    /// <summary>An address that waits for its code. Until then letters go to the one before.</summary>
    public string? Pending { get; init; }

    /// <summary>The code that was sent to the pending address; null when none is open.</summary>
    public string? Code { get; init; }

    /// <summary>Until when the code is good.</summary>
    public DateTimeOffset? CodeUntil { get; init; }

    /// <summary>How often a wrong code was tried.</summary>
    public int Tries { get; init; }

    /// <summary>The legal day on which codes were last asked for, and how many.</summary>
    public DateOnly? CodesOn { get; init; }

    /// <summary>How many codes were asked for on that day.</summary>
    public int Codes { get; init; }

    /// <summary>How many messages of each form WeChat may still send: one consent is one message.</summary>
    public IReadOnlyDictionary<string, int> Balance { get; init => field = value ?? new Dictionary<string, int>(); } = new Dictionary<string, int>();

    /// <summary>The choice with another balance of a form; never below zero.</summary>
    public ChannelChoice WithBalance(string form, int balance) =>
        this with { Balance = new Dictionary<string, int>(Balance, StringComparer.Ordinal) { [form] = Math.Clamp(balance, 0, MostConsents) } };

    /// <summary>The most consents that are kept of a form.</summary>
    public const int MostConsents = 1_000;

    /// <summary>Returns no personal data.</summary>
    public override string ToString() => "choice";
}
