using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using TalentPass.Core;
using TalentPass.Core.Catalogue.Calendars;
using TalentPass.Functions.Http;

namespace TalentPass.Functions.Calendar;

/// <summary>The working-day calendars (节假日安排) by which all dates are counted.</summary>
public sealed class CalendarTriggers(Pipeline<CalendarTriggers> pipeline, ManageCalendars calendars)
{
    /// <summary>Lists the years whose calendar is published, oldest first.</summary>
    [Function("ListCalendars")]
    [Operation("catalogue", "工作日历", "The working-day calendars", Anonymous = true, Paged = true, Personal = false, Answer = typeof(Page<CalendarListItem>))]
    public Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/calendars")] HttpRequest http, CancellationToken cancel) =>
        pipeline.RunAsync(http, call => calendars.ListAsync(call.Page, cancel), cancel);

    /// <summary>Returns the calendar of a year: the days that differ from a normal week or have a holiday's name.</summary>
    [Function("GetCalendar")]
    [Operation("catalogue", "某年工作日历", "The calendar of a year", Anonymous = true, Personal = false, Answer = typeof(CalendarView), Refusals = [RefusalCodes.NotFound])]
    public Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "api/v1/calendars/{year}")] HttpRequest http, string year, CancellationToken cancel) =>
        pipeline.RunAsync(http, _ => calendars.FindAsync(year, cancel), cancel);

    /// <summary>
    /// Publishes the calendar of a year as the State Council announced it (201); content that is in force already publishes nothing (200).
    /// Whoever replaces a calendar names its version in <c>If-Match</c>. Every instance counts by it within five minutes; provisional
    /// dates are counted again within the hour.
    /// </summary>
    [Function("PublishCalendar")]
    [Operation("catalogue", "公布年度工作日历", "Publish the calendar of a year", Roles = Roles.Office, Body = typeof(CalendarInput), Answer = typeof(CalendarView),
        Statuses = [201, 200], MayMatch = true, Personal = false,
        Refusals = [RefusalCodes.NotFound, RefusalCodes.PreconditionRequired, RefusalCodes.ChangedMeanwhile])]
    public Task<IResult> Publish(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/v1/calendars/{year}")] HttpRequest http, string year, CancellationToken cancel) =>
        pipeline.RunAsync<CalendarInput, CalendarView>(
            http, call => calendars.PublishAsync(call.Actor, year, call.Body, call.OptionalPrecondition, cancel), cancel, _ => $"/api/v1/calendars/{year}");
}

[JsonSerializable(typeof(Page<CalendarListItem>))]
[JsonSerializable(typeof(CalendarView))]
[JsonSerializable(typeof(CalendarInput))]
internal sealed partial class CalendarWireJson : JsonSerializerContext;
