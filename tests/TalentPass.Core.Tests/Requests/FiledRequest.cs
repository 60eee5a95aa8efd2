using System.Text.Json;
using TalentPass.Core.Calendar;
using TalentPass.Core.Catalogue.Services;
using TalentPass.Core.Requests.Record;
using TalentPass.Core.Requests.Rules;
using TalentPass.Core.Tests.Calendar;
using TalentPass.Core.Tests.Catalogue.Versions;

namespace TalentPass.Core.Tests.Requests;

/// <summary>
/// A request for a rent subsidy, filed on Monday 2 March 2026 at 9:00. The desk must accept it within 5 working days
/// (9 March). It has promised to decide within 10 working days (16 March); the law allows 20 (30 March). March 2026 has no
/// holidays and no moved working days.
/// </summary>
internal static class FiledRequest
{
    public static readonly WorkingCalendar WorkingDays = SeededCalendar.All;
    public static readonly ServiceItem Service = Seeds.Catalogue.Service("housing-rent-subsidy")!;
    public static readonly TimeLimits Limits = Service.TimeLimits;
    public static readonly DateOnly Filed = March(2);
    public static readonly DateTimeOffset FiledAt = At(2, 9);

    public static readonly Actor Officer = new("desk-1", "", Roles.Desk, "housing", null);
    public static readonly Actor Colleague = new("desk-2", "", Roles.Desk, "housing", null);
    public static readonly Actor Supervisor = new("supervisor", "", Roles.Supervisor, null, null);
    public static readonly Actor Talent = new("li-wei", "", Roles.Talent, null, "7k2m9qxw");

    /// <summary>The calendar after 2027 has been published. New Year's Day is a day off in it.</summary>
    public static WorkingCalendar Later { get; } = new(
        [.. SeededCalendar.Years, new CalendarYear(2027, [], [new CalendarDay(new(2027, 1, 1), true, new Bilingual("元旦", "New Year's Day"))])]);

    public static DateOnly March(int day) => new DateOnly(2026, 3, 1).AddDays(day - 1);

    public static DateTimeOffset At(int day, int hour = 10) => LegalDay.StartOf(March(day)).AddHours(hour);

    public static RequestClocks Received(int day = 2) => RequestClocks.Received(March(day), Limits, WorkingDays);

    public static RequestClocks Accepted(int day = 2) => RequestClocks.Accepted(March(day), March(day), Limits, WorkingDays);

    public static RequestCase In(RequestState state, RequestClocks? clocks = null, RequestCourse? course = null) => new()
    {
        Ref = new RequestRef("7k2m9qxw", "7k2m9qxw", "7K2M-9QXW-3R4T-8NZA-5"),
        Service = Service.Id,
        CatalogueVersion = 1,
        Department = "housing",
        State = state,
        Seq = 3,
        Head = new byte[TimelineEvent.HashLength],
        SubmittedAt = FiledAt,
        Clocks = clocks ?? (state is RequestState.Submitted ? Received() : Accepted()),
        Course = course ?? new RequestCourse(),
        Applicant = "李*",
        Answers = Service.Example.GetRawText(),
    };

    public static RequestRules OnDay(int today, ServiceItem? service = null, WorkingCalendar? calendar = null) =>
        new(service ?? Service, March(today), calendar ?? WorkingDays);

    /// <summary>Makes the input of a step that is taken at 10:00 on a day of March 2026.</summary>
    public static StepContext Step(RequestCase found, string action, Actor actor, int today = 3, ServiceItem? service = null, WorkingCalendar? calendar = null) =>
        new(found, RequestMachine.Table.Single(each => each.From == found.State && each.Action == action), OnDay(today, service, calendar), actor, At(today));

    public static ServiceItem With(Func<TimeLimits, TimeLimits> change) => Service with { TimeLimits = change(Limits) };

    public static RequestStep Done(this Outcome<RequestStep> outcome) => Assert.IsType<Outcome<RequestStep>.Done>(outcome).Value;

    /// <summary>The errors of a refusal, sorted. Each is the JSON pointer of a field and its error codes.</summary>
    public static IEnumerable<string> Errors(this Outcome<RequestStep> outcome) =>
        Assert.IsType<Outcome<RequestStep>.Refused>(outcome).Reason.Errors!.Select(each => $"{each.Key} {string.Join(' ', each.Value)}").Order(StringComparer.Ordinal);

    public static JsonElement Parsed(string text) => JsonElement.Parse(text);
}
