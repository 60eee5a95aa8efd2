namespace TalentPass.Core.Storage;

/// <summary>
/// The names of all tables, queues and blob containers. The deployment creates them, and so does a local run. The app checks at
/// its start that they exist.
/// </summary>
public static class StorageLayout
{
    /// <summary>Everything of each talent, with the outbox and the feed.</summary>
    public const string Talents = "Talents";

    /// <summary>The open requests of each department.</summary>
    public const string Desks = "Desks";

    /// <summary>Blind index → talent id.</summary>
    public const string Lookup = "Lookup";

    /// <summary>The key ring, the trust list and the status lists.</summary>
    public const string Trust = "Trust";

    /// <summary>Versions of the catalogue.</summary>
    public const string Catalogue = "Catalogue";

    /// <summary>Partner cities.</summary>
    public const string Partners = "Partners";

    /// <summary>The scan log.</summary>
    public const string Scans = "Scans";

    /// <summary>The leases of the timers: which instance runs which work, see <see cref="TableLease"/>.</summary>
    public const string Leases = "Leases";

    /// <summary>Sessions, and the staff who have signed in.</summary>
    public const string Accounts = "Accounts";

    /// <summary>All tables.</summary>
    public static IReadOnlyList<string> Tables { get; } =
        [Talents, Desks, Lookup, Trust, Catalogue, Partners, Scans, Leases, Accounts];

    /// <summary>The longest name of a desk.</summary>
    public const int MostDeskName = 40;

    /// <summary>
    /// The departments of the city, whose desks have a queue. A test compares them with the departments of the catalogue. The desks of
    /// districts are below them, see <see cref="DeskNames"/>.
    /// </summary>
    public static IReadOnlyList<string> Departments { get; } =
        ["housing", "education", "exit-entry", "household", "hrss", "health", "office"];

    /// <summary>The suffix of a poison queue: the Functions host moves messages there that it could not process.</summary>
    public const string PoisonSuffix = "-poison";

    /// <summary>The queue of what people have to be told.</summary>
    public const string Notifications = "notifications";

    /// <summary>All queues.</summary>
    public static IReadOnlyList<string> Queues { get; } = [.. Departments.Select(DeskQueue), Notifications];

    /// <summary>The container of uploaded files. It is private.</summary>
    public const string Files = "files";

    /// <summary>All blob containers.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Files];

    /// <summary>The queue of a desk: that of its department of the city.</summary>
    public static string DeskQueue(string department) => $"desk-{DeskNames.CityOf(department) ?? department}";

    /// <summary>
    /// Creates missing tables, queues and containers. A local run calls this at its start. In Azure the deployment creates them.
    /// </summary>
    public static async Task CreateAsync(StorageClients clients, CancellationToken cancel)
    {
        var missing = await MissingAsync(clients, cancel);
        foreach (var table in Tables.Intersect(missing))
        {
            await clients.Table(table).CreateIfMissingAsync(cancel);
        }

        foreach (var queue in Queues.Intersect(missing))
        {
            await StorageCall.RunAsync(token => clients.Queue(queue).CreateIfNotExistsAsync(cancellationToken: token), cancel);
        }

        foreach (var container in Containers.Intersect(missing))
        {
            await StorageCall.RunAsync(token => clients.Container(container).CreateIfNotExistsAsync(cancellationToken: token), cancel);
        }
    }

    /// <summary>
    /// Returns the names of missing tables, queues and containers; empty when all exist. Lists the tables and the queues, and asks
    /// for each container, because the app's identity may not list containers.
    /// </summary>
    public static Task<IReadOnlyList<string>> MissingAsync(StorageClients clients, CancellationToken cancel) =>
        StorageCall.RunAsync(token => MissingInTimeAsync(clients, token), cancel);

    private static async Task<IReadOnlyList<string>> MissingInTimeAsync(StorageClients clients, CancellationToken cancel)
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
            if (name.StartsWith(clients.NamePrefix, StringComparison.Ordinal))
            {
                missing.Remove(name[clients.NamePrefix.Length..]);
            }
        }
    }
}
