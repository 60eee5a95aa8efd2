using TalentPass.Core.Catalogue.Services;
using TalentPass.Functions.Tests.Requests.Rules;

namespace TalentPass.Functions.Tests.Casework;

/// <summary>
/// What a test knows of a request from the answers it got: a model of its own, so that the app's table and guards are held
/// against something they did not compute.
/// </summary>
internal sealed class LifeModel(string number, string account, ServiceItem service)
{
    public string Number => number;

    public string Account => account;

    public ServiceItem Service => service;

    public string Department { get; set; } = service.Department;

    public string State { get; set; } = "submitted";

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

    /// <summary>Whether nothing more is done at a desk.</summary>
    public bool IsClosed => State is "delivered" or "rated" or "ended";

    /// <summary>The line of the life for a verb here, or null.</summary>
    public LifeLine? Line(string verb, string role) =>
        RequestLife.Lines.SingleOrDefault(line => line.From == State && line.Action == verb && line.Who.Contains(role));

    /// <summary>The verbs that state, role and what was seen so far allow, in no order. The clock stands still meanwhile.</summary>
    public HashSet<string> Allowed(string role, string actor) =>
        [.. RequestLife.Lines.Where(line => line.From == State && line.Who.Contains(role) && line.Only.All(what => Holds(what, role, actor))).Select(line => line.Action)];

    private bool Holds(string what, string role, string actor) => what switch
    {
        "unclaimed" => ClaimedBy is null,
        "unclaimed or mine" => ClaimedBy is null || ClaimedBy == actor || role == "supervisor",
        "held" => ClaimedBy is not null && (ClaimedBy == actor || role == "supervisor"),
        "in receipt time" or "filed" => true,
        "running" => !Paused,
        "paused" => Paused,
        "pausable" => service.TimeLimits.Pauses.Count > 0,
        "extendable" => !Extended && service.TimeLimits.ExtensionWorkingDays > 0,
        "unasked" => !Asked,
        "supplied" => GapsSupplied,
        "unsupplied" => State == "supplement wanted" || (HasGaps && !GapsSupplied),
        "urged" => Urged,
        "appealable" => Against && !service.Remedy.Final && !Appealed,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    /// <summary>Takes note of a step that the app has taken.</summary>
    public void Took(string verb, string role, string actor, string? to)
    {
        var line = Line(verb, role)!;
        Asked |= verb == "request-supplement";
        HasGaps |= verb == "accept-tolerant";
        GapsSupplied |= verb == "supplement" && State == "accepted tolerant";
        Paused = verb == "pause" || (Paused && verb != "resume");
        Extended |= verb == "extend";
        Urged = verb == "urge" || (Urged && verb != "answer-urge");
        EverUrged |= verb == "urge";
        Against |= verb is "refuse" or "not-accept";
        Appealed |= verb == "appeal";
        ClaimedBy = verb switch
        {
            "release" or "transfer" => null,
            "assign" => to,
            "note" or "answer-urge" => ClaimedBy,
            _ when role == "talent" => ClaimedBy,
            _ => ClaimedBy ?? actor,
        };
        Department = verb == "transfer" ? to! : Department;
        State = line.To;
    }
}
