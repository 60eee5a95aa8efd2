using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;

namespace TalentPass.Functions.SignIn.Oidc;

/// <summary>What a provider says about a person. Personal data: never log it.</summary>
internal sealed class PersonClaims
{
    private const int LongestValue = 500;
    private readonly Dictionary<string, string[]> _values;

    private PersonClaims(string issuer, string subject, Dictionary<string, string[]> values) => (Issuer, Subject, _values) = (issuer, subject, values);

    /// <summary>The issuer.</summary>
    public string Issuer { get; }

    /// <summary>The person's name at the issuer.</summary>
    public string Subject { get; }

    /// <summary>The claims of an ID token that was verified.</summary>
    public static PersonClaims Of(JsonWebToken token) => new(
        token.Issuer, token.Subject, token.Claims.GroupBy(each => each.Type, StringComparer.Ordinal).ToDictionary(each => each.Key, each => each.Select(one => one.Value).ToArray()));

    /// <summary>The same claims with those of the userinfo endpoint that the ID token does not have.</summary>
    public PersonClaims And(JsonElement more)
    {
        var all = new Dictionary<string, string[]>(_values, StringComparer.Ordinal);
        foreach (var member in more.EnumerateObject())
        {
            all.TryAdd(member.Name, member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray().Select(Text)] : [Text(member.Value)]);
        }

        return new(Issuer, Subject, all);
    }

    /// <summary>The values of a claim; empty when there is none.</summary>
    public IEnumerable<string> All(string name) => _values.GetValueOrDefault(name, []).Where(each => each.Length is > 0 and <= LongestValue);

    /// <summary>The one value of a claim; null when there is none, or more than one.</summary>
    public string? One(string name) => All(name).ToArray() is [var one] ? one.Trim() : null;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
