namespace TalentPass.Core.Storage;

/// <summary>Every table, queue and blob container of the product: created at deployment (and by a local run), checked at start.</summary>
public static class StorageLayout
{
    /// <summary>Everything of a talent, with the outbox and the feed.</summary>
    public const string Talents = "Talents";

    /// <summary>What each department has to do.</summary>
    public const string Desks = "Desks";

    /// <summary>Blind index → talent id.</summary>
    public const string Lookup = "Lookup";

    /// <summary>The key ring and published lists.</summary>
    public const string Trust = "Trust";

    /// <summary>Versions of the catalogue.</summary>
    public const string Catalogue = "Catalogue";

    /// <summary>Partner cities.</summary>
    public const string Partners = "Partners";

    /// <summary>The scan log.</summary>
    public const string Scans = "Scans";

    /// <summary>Who sweeps, who rotates.</summary>
    public const string Leases = "Leases";

    /// <summary>All tables.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        [Talents, Desks, Lookup, Trust, Catalogue, Partners, Scans, Leases];

    /// <summary>The departments whose desks have a queue; the catalogue's departments are held to these by a test.</summary>
    public static IReadOnlyList<string> Departments { get; } =
        ["housing", "education", "exit-entry", "household", "hrss", "health", "office"];

    /// <summary>What the Functions host appends to a queue's name for messages it gave up.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>All queues.</summary>
    public static IReadOnlyList<string> Queues { get; } = [.. Departments.Select(DeskQueue)];

    /// <summary>The papers people hand in; private.</summary>
    public const string Files = "files";

    /// <summary>All blob containers.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Files];

    /// <summary>The queue of a department's desk.</summary>
    public static string DeskQueue(string department) => $"desk-{department}";

    /// <summary>Creates what is missing. Deployment does this in Azure; a local run does it at start.</summary>
    public static async Task CreateAsync(StorageClients clients, CancellationToken cancel)
    {
        foreach (var table in Tables)
        {
            await clients.Table(table).CreateIfMissingAsync(cancel);
        }

        foreach (var queue in Queues)
        {
            await clients.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancel);
        }

        foreach (var container in Containers)
        {
            await clients.Container(container).CreateIfNotExistsAsync(cancellationToken: cancel);
        }
    }

    /// <summary>Names what is missing; empty when all is there. Reads two listings, and looks at each container: the app may not list those.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(StorageClients clients, string namePrefix, CancellationToken cancel)
    {
        var missing = Tables.Concat(Queues).Concat(Containers).ToHashSet(StringComparer.Ordinal);
        await foreach (var table in clients.Tables.QueryAsync((string?)null, cancellationToken: cancel))
        {
            Strike(table.Name);
        }

        await foreach (var queue in clients.Queues.GetQueuesAsync(cancellationToken: cancel))
        {
            Strike(queue.Name);
        }

        foreach (var container in Containers)
        {
            if (await clients.Container(container).ExistsAsync(cancel))
            {
                missing.Remove(container);
            }
        }

        return [.. missing.Order(StringComparer.Ordinal)];

        void Strike(string name)
        {
            if (name.StartsWith(namePrefix, StringComparison.Ordinal))
            {
                missing.Remove(name[namePrefix.Length..]);
            }
        }
    }
}
