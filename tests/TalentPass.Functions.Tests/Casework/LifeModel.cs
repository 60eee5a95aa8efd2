using TalentPass.Core;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// What a test knows of a request from the answers it got: a model of its own, so that the app's guards are held against
/// something they did not compute.
/// </summary>
internal sealed class LifeModel(string number, string account, ServiceItem service)
{
    public string Number => number;

    public string Account => account;

    public ServiceItem Service => service;

    public string Department { get; set; } = service.Department;

    public RequestState State { get; set; } = RequestState.Submitted;

    public string? ClaimedBy { get; set; }

    public bool Asked { get; set; }

    public bool HasGaps { get; set; }

    public bool GapsSupplied { get; set; }

    public bool Paused { get; set; }

    public bool Extended { get; set; }

    public bool Urged { get; set; }

    public bool EverUrged { get; set; }

    public bool Against { get; set; }

    public bool Appealed { get; set; }

    /// <summary>The verbs that state, role and what was seen so far allow, in no order. The clock stands still meanwhile.</summary>
    public HashSet<string> Allowed(Roles role, string actor) =>
        [.. RequestMachine.Table.Where(each => each.From == State && (each.Who & role) != Roles.None && Holds(each.Guard, role, actor)).Select(each => each.Action)];

    private bool Holds(RequestGuards guards, Roles role, string actor) =>
        Enum.GetValues<RequestGuards>().Where(each => each != RequestGuards.None && guards.HasFlag(each)).All(each => each switch
        {
            RequestGuards.Unclaimed => ClaimedBy is null,
            RequestGuards.UnclaimedOrMine => ClaimedBy is null || ClaimedBy == actor || role == Roles.Supervisor,
            RequestGuards.Held => ClaimedBy is not null && (ClaimedBy == actor || role == Roles.Supervisor),
            RequestGuards.InReceiptTime => true,
            RequestGuards.Running => !Paused,
            RequestGuards.Paused => Paused,
            RequestGuards.Pausable => service.TimeLimits.Pauses.Count > 0,
            RequestGuards.Extendable => !Extended && service.TimeLimits.ExtensionWorkingDays > 0,
            RequestGuards.Unasked => !Asked,
            RequestGuards.Supplied => GapsSupplied,
            RequestGuards.Unsupplied => State == RequestState.SupplementWanted || (HasGaps && !GapsSupplied),
            RequestGuards.Urged => Urged,
            RequestGuards.Filed => true,
            RequestGuards.Appealable => Against && !service.Remedy.Final && !Appealed,
            _ => throw new ArgumentOutOfRangeException(nameof(guards)),
        });

    /// <summary>Takes note of a step that the app has taken.</summary>
    public void Took(string verb, Roles role, string actor, string? to)
    {
        var line = RequestMachine.Table.Single(each => each.From == State && each.Action == verb && (each.Who & role) != Roles.None);
        Asked |= verb == RequestMachine.RequestSupplement;
        HasGaps |= verb == RequestMachine.AcceptTolerant;
        GapsSupplied |= verb == RequestMachine.Supplement && State == RequestState.AcceptedTolerant;
        Paused = verb == RequestMachine.Pause || (Paused && verb != RequestMachine.Resume);
        Extended |= verb == RequestMachine.Extend;
        Urged = verb == RequestMachine.Urge || (Urged && verb != RequestMachine.AnswerUrge);
        EverUrged |= verb == RequestMachine.Urge;
        Against |= verb is RequestMachine.Refuse or RequestMachine.NotAccept;
        Appealed |= verb == RequestMachine.Appeal;
        ClaimedBy = verb switch
        {
            RequestMachine.Release or RequestMachine.Transfer => null,
            RequestMachine.Assign => to,
            RequestMachine.Note or RequestMachine.AnswerUrge => ClaimedBy,
            _ when role == Roles.Talent => ClaimedBy,
            _ => ClaimedBy ?? actor,
        };
        Department = verb == RequestMachine.Transfer ? to! : Department;
        State = line.To;
    }

    /// <summary>The published name of the state, or of the ending.</summary>
    public static string Name(Transition line) => line.Ending?.Name() ?? line.To.Name();
}
