using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using TalentPass.Core.Catalogue.Versions;

namespace TalentPass.Core.Talents.Records;

/// <summary>An invented account with which people can try the product.</summary>
/// <param name="Account">The name of the account.</param>
/// <param name="DisplayName">The name that people see.</param>
/// <param name="Roles">The roles of the account.</param>
/// <param name="Department">The department of desk staff.</param>
/// <param name="TalentId">The id of the account's talent; null for staff and for people who are not on record.</param>
/// <param name="Talent">
/// The talent to record. Start and end of a status are dates, or durations from today such as <c>-P1M</c> (ISO 8601).
/// </param>
public sealed partial record DemoAccount(
    string Account,
    Bilingual DisplayName,
    IReadOnlyList<string> Roles,
    string? Department = null,
    string? TalentId = null,
    JsonObject? Talent = null)
{
    /// <summary>The file of the accounts.</summary>
    public const string File = "demo/accounts.json";

    private static readonly JsonSerializerOptions _json = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = DemoJson.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>Reads <c>seeds/demo/accounts.json</c>.</summary>
    /// <exception cref="SeedException">The file is missing or does not hold accounts.</exception>
    public static IReadOnlyList<DemoAccount> ReadAll(SeedFolder seeds)
    {
        try
        {
            return seeds.ReadObject(File)["accounts"].Deserialize<List<DemoAccount>>(_json) ?? throw new SeedException([$"{File}: no accounts."]);
        }
        catch (JsonException exception)
        {
            throw new SeedException([$"{File}: {exception.Message}"]);
        }
    }

    /// <summary>Returns the talent to record, with durations counted from a day; null for an account without a talent.</summary>
    /// <exception cref="SeedException">The talent of the account is not a valid registration.</exception>
    public TalentRegistration? Registration(DateOnly today)
    {
        if (Talent is null)
        {
            return null;
        }

        var talent = Talent.DeepClone().AsObject();
        foreach (var status in (talent["statuses"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Resolve(status, "validFrom", today);
            Resolve(status, "validTo", today);
        }

        try
        {
            return talent.Deserialize<TalentRegistration>(_json);
        }
        catch (JsonException exception)
        {
            throw new SeedException([$"{File}: {Account}: {exception.Message}"]);
        }
    }

    // Parses ISO 8601 durations of years, months and days. XmlConvert is not used, because it makes a month 30 days.
    private static void Resolve(JsonObject status, string name, DateOnly today)
    {
        if (status[name]?.GetValue<string>() is { } text && Span().Match(text) is { Success: true } span)
        {
            var sign = text[0] == '-' ? -1 : 1;
            status[name] = today.AddYears(sign * Part(span, 1)).AddMonths(sign * Part(span, 2)).AddDays(sign * Part(span, 3))
                .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }
    }

    private static int Part(Match span, int group) =>
        span.Groups[group].Success ? int.Parse(span.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^-?P(?:(\d{1,3})Y)?(?:(\d{1,3})M)?(?:(\d{1,5})D)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Span();
}

[JsonSerializable(typeof(List<DemoAccount>))]
[JsonSerializable(typeof(TalentRegistration))]
internal sealed partial class DemoJson : JsonSerializerContext;
