namespace TalentPass.Core.Trust.Cose;

/// <summary>What a published key may sign. The trust list carries these numbers, so they must not change.</summary>
[Flags]
public enum KeyUses
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Codes of profile S.</summary>
    Show = 1,

    /// <summary>Stored credentials of profile H.</summary>
    Holder = 2,

    /// <summary>Printed cards of profile P.</summary>
    Card = 4,

    /// <summary>Status lists.</summary>
    Status = 8,
}
