using System.Text.Json;
using Azure.Data.Tables;
using TalentPass.Core.Identity;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>
/// Table <c>Accounts</c>. Partition: a keyed hash of the owner, row: <c>s|id</c> a session, newest first. Partition <c>staff</c>, row:
/// the account of a member of staff. Only this class makes these keys. A row's content is encrypted and the row sealed as a whole: who
/// could write one would be signed in.
/// </summary>
/// <param name="clients">Storage.</param>
/// <param name="index">Makes the owners' partitions.</param>
/// <param name="sealer">Encrypts the content.</param>
/// <param name="seals">Seals the rows.</param>
/// <param name="random">Makes ids.</param>
public sealed class AccountRows(StorageClients clients, BlindIndex index, FieldSealer sealer, RowSeal seals, RandomSource random)
{
    private const string Content = "Sealed";
    private const string Sessions = "s|";
    private const string Staff = "staff";
    private static readonly RowShape _session = new("session", Content);
    private static readonly RowShape _staff = new("staff", Content);

    /// <summary>The table.</summary>
    public Table Table { get; } = clients.Table(StorageLayout.Accounts);

    /// <summary>
    /// The owner of an actor's sessions: the talent, through whatever provider somebody signs in; for others the account.
    /// </summary>
    public string OwnerOf(string account, string? talentId) =>
        index.Of("session-owner", talentId is null ? $"account|{account}" : $"talent|{talentId}");

    /// <summary>A new id of a session. Ids of later sessions sort first.</summary>
    public string NewId(DateTimeOffset now) => $"{(DateTimeOffset.MaxValue - now).Ticks:D19}-{random.Id(8)}";

    /// <summary>Whether a text has the form of a session's id.</summary>
    public static bool IsId(string text) => text.Length == 28 && StorageKey.IsValid(text) && !text.Contains('|', StringComparison.Ordinal);

    /// <summary>A transaction on the sessions of an owner.</summary>
    public Transaction Begin(string owner) => new(owner, OperationId.New(random));

    /// <summary>A transaction on the members of staff.</summary>
    public Transaction BeginStaff() => new(Staff, OperationId.New(random));

    /// <summary>The row of a session.</summary>
    public TableEntity Row(Session session) =>
        Row(_session, session.Owner, Sessions + session.Id, JsonSerializer.Serialize(session, SignInRowJson.Stored.Session));

    /// <summary>Reads a session with its version; null when there is none that is trusted. One storage call.</summary>
    public async Task<(Session Session, TableEntity Row)?> FindAsync(string owner, string id, CancellationToken cancel) =>
        await Table.FindAsync(owner, Sessions + id, cancel) is { } row && Read(row) is { } session ? (session, row) : null;

    /// <summary>Reads the sessions of an owner, the latest first. One storage call.</summary>
    public async Task<IReadOnlyList<TableEntity>> ListAsync(string owner, CancellationToken cancel) =>
        await Table.ReadAllAsync(TableFilter.Prefix(owner, Sessions), cancel);

    /// <summary>Reads the row of a session; null when it is not trusted.</summary>
    public Session? Read(TableEntity row) => seals.Read(_session, row, each =>
        JsonSerializer.Deserialize(Open(each), SignInRowJson.Stored.Session)! with { Owner = each.PartitionKey, Id = each.RowKey[Sessions.Length..] });

    /// <summary>The row of a member of staff.</summary>
    public TableEntity Row(StaffMember member) =>
        Row(_staff, Staff, member.Account, JsonSerializer.Serialize(member, SignInRowJson.Stored.StaffMember));

    /// <summary>Reads a member of staff; null when there is none that is trusted. One storage call.</summary>
    public async Task<StaffMember?> FindStaffAsync(string account, CancellationToken cancel) =>
        await Table.FindAsync(Staff, account, cancel) is { } row ? ReadStaff(row) : null;

    /// <summary>Reads the members of staff that are trusted. One storage call for each 1,000 of them.</summary>
    public async Task<IReadOnlyList<StaffMember>> StaffAsync(CancellationToken cancel) =>
        [.. (await Table.ReadAllAsync(TableFilter.Partition(Staff), cancel)).Select(ReadStaff).OfType<StaffMember>()];

    private StaffMember? ReadStaff(TableEntity row) => seals.Read(_staff, row, each =>
        JsonSerializer.Deserialize(Open(each), SignInRowJson.Stored.StaffMember)! with { Account = each.RowKey });

    private TableEntity Row(RowShape shape, string partition, string key, string content) =>
        seals.Seal(shape, new TableEntity(partition, key) { [Content] = sealer.Seal(content, $"{partition}|{key}") });

    private string Open(TableEntity row) => sealer.Open(row.GetBinary(Content), $"{row.PartitionKey}|{row.RowKey}");
}
