namespace TalentPass.Core.Storage;

/// <summary>
/// Table <c>Talents</c>. It holds everything of a talent in one partition, the talent's shard, so that a change is one
/// transaction. Several stores own a range of keys in it.
/// </summary>
/// <param name="clients">Storage.</param>
public sealed class TalentsTable(StorageClients clients) : Table(clients.Table(StorageLayout.Talents).Client);
