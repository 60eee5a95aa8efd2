using System.Text.Json.Serialization;
using TalentPass.Core.Calendar;

namespace TalentPass.Core.Catalogue.Calendars;

/// <summary>The JSON format of published calendars in storage: that of the files of <c>seeds/calendars</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CalendarYear))]
internal sealed partial class CalendarStoreJson : JsonSerializerContext;
