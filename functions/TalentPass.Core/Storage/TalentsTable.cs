namespace TalentPass.Core.Storage;

/// <summary>
/// Table <c>Talents</c>: everything of a talent in its shard, so that whatever happens to it is one transaction. Several
/// classes own a range of keys in it, and all of them take it from here.
/// </summary>
/// <param name="clients">Storage.</param>
public sealed class TalentsTable(StorageClients clients) : Table(clients.Table(StorageLayout.Talents).Client);
