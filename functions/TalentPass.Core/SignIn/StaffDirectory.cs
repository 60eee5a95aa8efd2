using System.Collections.Frozen;
using TalentPass.Core.Storage;

namespace TalentPass.Core.SignIn;

/// <summary>
/// The staff who have signed in (工作人员名录): so that cases are assigned to real people and names are shown instead of accounts. Somebody
/// who was not seen for <see cref="Remembered"/> is no longer offered, because nobody tells us who has left; the name stays.
/// </summary>
public sealed class StaffDirectory
{
    /// <summary>How long after the last sign-in a member of staff is offered as a colleague.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(90);

    // A new colleague is offered within a minute. While storage is away, names of yesterday are better than none.
    private static readonly CacheAges _ages = new(TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromDays(1));
    private static readonly TimeSpan _noteAgain = TimeSpan.FromHours(20);

    private readonly AccountRows _rows;
    private readonly TimeProvider _time;
    private readonly Cached<Members> _members;
    private readonly Cache<string, StaffMember> _noted;
    private volatile Members _last = new([]);

    /// <summary>Reads the rows of staff.</summary>
    public StaffDirectory(AccountRows rows, TimeProvider time)
    {
        (_rows, _time) = (rows, time);
        _members = new(ReadAsync, _ages, time);
        _noted = new(_noteAgain, 20_000, time);
    }

    /// <summary>The members as last read, without waiting. A look begins to read them again when they are old.</summary>
    public IReadOnlyCollection<StaffMember> All
    {
        get
        {
            Peek();
            return _last.All;
        }
    }

    /// <summary>The member with an account; null when it has never signed in, or was not read yet.</summary>
    public StaffMember? Find(string account)
    {
        Peek();
        return _last.ByAccount.GetValueOrDefault(account);
    }

    /// <summary>Those who were seen lately and fit.</summary>
    public IReadOnlyList<StaffMember> Present(Func<StaffMember, bool> fits)
    {
        var since = _time.GetUtcNow() - Remembered;
        return [.. All.Where(each => each.LastSeenAt >= since && fits(each)).OrderBy(each => each.DisplayName, StringComparer.Ordinal)];
    }

    /// <summary>Those who were seen lately and fit, read when they are old. One storage call then.</summary>
    public async Task<IReadOnlyList<StaffMember>> PresentAsync(Func<StaffMember, bool> fits, CancellationToken cancel)
    {
        await _members.CurrentAsync(cancel);
        return Present(fits);
    }

    /// <summary>
    /// Notes that a member of staff was seen. Two storage calls for each member and day, and when something about the member has
    /// changed; else none.
    /// </summary>
    public async Task NoteAsync(StaffMember seen, CancellationToken cancel)
    {
        if (_noted.Get(seen.Account) is { } known && IsSame(known, seen))
        {
            return;
        }

        var member = seen with { FirstSeenAt = (await _rows.FindStaffAsync(seen.Account, cancel))?.FirstSeenAt ?? seen.FirstSeenAt };
        await _rows.Table.CommitAsync(_rows.BeginStaff().Put(_rows.Row(member)), cancel);
        _noted.Keep(seen.Account, seen);
        _last = new([.. _last.All.Where(each => each.Account != member.Account), member]);
    }

    private static bool IsSame(StaffMember known, StaffMember seen) =>
        (known.DisplayName, known.Roles, known.Department, known.Email) == (seen.DisplayName, seen.Roles, seen.Department, seen.Email);

    private void Peek()
    {
        var read = _members.CurrentAsync(CancellationToken.None);
        if (!read.IsCompleted)
        {
            // Whoever looks does not wait, and a failed read is tried again by a later look.
            read.AsTask().ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private async Task<Members> ReadAsync(CancellationToken cancel) => _last = new(await _rows.StaffAsync(cancel));

    private sealed class Members(IReadOnlyList<StaffMember> all)
    {
        public IReadOnlyList<StaffMember> All => all;

        public FrozenDictionary<string, StaffMember> ByAccount { get; } = all.ToFrozenDictionary(each => each.Account, StringComparer.Ordinal);
    }
}
