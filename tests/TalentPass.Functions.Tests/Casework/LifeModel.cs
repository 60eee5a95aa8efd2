using TalentPass.Core.Catalogue.Services;
using TalentPass.Functions.Tests.Requests.Rules;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// A test's own model of a request, built from the answers that the test received. The app's state table and guards are
/// compared with this model, which is independent of the app's code.
/// </summary>
internal sealed class LifeModel(string number, string account, ServiceItem service)
{
    public string Number => number;

    public string Account => account;

    public ServiceItem Service => service;

    public string Department { get; set; } = service.Department;

    public string State { get; set; } = "submitted";

    public string? ClaimedBy { get; set; }

    /// <summary>The points that are not ticked as met.</summary>
    public HashSet<string> Unchecked { get; } = [];

    public bool Asked { get; set; }

    public bool HasGaps { get; set; }

    public bool GapsSupplied { get; set; }

    public bool Paused { get; set; }

    public bool Extended { get; set; }

    /// <summary>What waits for a second person: the action, who proposed it, and the number of the step.</summary>
    public (string Action, string By, int Of)? Awaiting { get; set; }

    public bool Urged { get; set; }

    public bool EverUrged { get; set; }

    public bool Against { get; set; }

    public bool Appealed { get; set; }

    /// <summary>Whether the desk has nothing more to do on the request.</summary>
    public bool IsClosed => State is "delivered" or "rated" or "ended";

    /// <summary>
    /// The rule of <see cref="RequestLife"/> that allows a verb to a role in the current state, or null if there is no such rule.
    /// </summary>
    public LifeLine? Line(string verb, string role, string actor) =>
        RequestLife.Lines.SingleOrDefault(line => line.From == State && line.Action == verb && line.Who.Contains(role) && line.Only.All(what => Holds(what, role, actor)));

    /// <summary>
    /// The verbs that are allowed by the state, the role and the answers so far, in no order. The model assumes that the clock
    /// stands still.
    /// </summary>
    public HashSet<string> Allowed(string role, string actor) =>
        [.. RequestLife.Lines.Where(line => line.From == State && line.Who.Contains(role) && line.Only.All(what => Holds(what, role, actor))).Select(line => line.Action)];

    private bool Holds(string what, string role, string actor) => what switch
    {
        "unclaimed" => ClaimedBy is null,
        "unclaimed or mine" => ClaimedBy is null || ClaimedBy == actor || role == "supervisor",
        "held" => ClaimedBy is not null && (ClaimedBy == actor || role == "supervisor"),
        "in receipt time" or "filed" => true,
        "running" => !Paused,
        "window closed" => service.Window is null,
        "paused" => Paused,
        "pausable" => service.TimeLimits.Pauses.Count > 0,
        "extendable" => !Extended && service.TimeLimits.ExtensionWorkingDays > 0,
        "unasked" => !Asked,
        "supplied" => GapsSupplied,
        "unsupplied" => State == "supplement wanted" || (HasGaps && !GapsSupplied),
        "urged" => Urged,
        "appealable" => Against && (!service.Remedy.Final || State == "ended") && !Appealed,
        "in time" => true,
        "late" => false,
        "awaiting" => Awaiting is not null,
        "awaiting extension" => Awaiting?.Action == "extend",
        "awaiting approval" => Awaiting?.Action == "approve",
        "awaiting refusal" => Awaiting?.Action == "refuse",
        "second person" => IsSecond(actor),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    /// <summary>Whether this account may confirm what waits. The walk names the supervisor as the approver.</summary>
    public bool IsSecond(string actor) => Awaiting is not null && actor == "supervisor";

    /// <summary>Records a step that the app has done.</summary>
    public void Took(string verb, string role, string actor, string? to)
    {
        var line = Line(verb, role, actor)!;
        Asked |= verb == "request-supplement";
        HasGaps |= verb == "accept-tolerant";
        GapsSupplied |= verb == "supplement" && State == "accepted tolerant";
        Paused = verb == "pause" || (Paused && verb != "resume");
        Extended |= verb == "confirm";
        Awaiting = verb is "confirm" or "decline" or "approve" or "refuse" or "transfer" or "transfer-out" ? null : Awaiting;
        Urged = verb == "urge" || (Urged && verb != "answer-urge");
        EverUrged |= verb == "urge";
        Against |= verb is "refuse" or "not-accept";
        Appealed |= verb == "appeal";
        ClaimedBy = verb switch
        {
            "release" or "transfer" => null,
            "assign" => to,
            "note" or "answer-urge" or "confirm" or "decline" => ClaimedBy,
            _ when role == "talent" => ClaimedBy,
            _ => ClaimedBy ?? actor,
        };
        Department = verb == "transfer" ? to! : Department;
        State = line.To;
    }
}
