namespace TalentPass.Core.Storage;

/// <summary>
/// Table <c>Talents</c>. Everything of a talent is in one partition, the talent's shard, so one transaction can change all of
/// it. Several stores use this table, and each has its own range of keys.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="seals">Seals the idempotency keys of calls that concern a talent.</param>
public sealed class TalentsTable(StorageClients clients, RowSeal seals) : Table(clients.Table(StorageLayout.Talents).Client)
{
    /// <summary>Seals and checks the idempotency keys in this table.</summary>
    internal RowSeal Seals => seals;
}
