using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The app settings that the template deploys.</summary>
internal static partial class DeployedSettings
{
    /// <summary>Reads each app setting with its template expression.</summary>
    public static IReadOnlyDictionary<string, string> Read(CompiledTemplate template)
    {
        var config = Assert.Single(template.OfType("Microsoft.Web/sites/config")).Resource.GetProperty("properties").GetString()!;
        // The settings of the OpenID Connect issuer are in a variable, because the template deploys them only if an issuer is
        // given.
        var optional = template.Variable("app", "oidcSettings").GetString()!;
        return Pairs(config).Concat(Pairs(optional)).ToDictionary(each => each.Name, each => each.Value);
    }

    /// <summary>The settings that the deployed app would get, with the storage addresses and the key of this test.</summary>
    public static Dictionary<string, string?> Example(CompiledTemplate template, Uri tables, Uri queues, Uri blobs) => Read(template).ToDictionary(
        each => each.Key,
        string? (each) => (each.Key, each.Value) switch
        {
            ("APPLICATIONINSIGHTS_AUTHENTICATION_STRING", _) => "Authorization=AAD;ClientId=00000000-0000-0000-0000-000000000001",
            ("APPLICATIONINSIGHTS_CONNECTION_STRING", _) => "InstrumentationKey=00000000-0000-0000-0000-000000000009",
            ("Backup__blobServiceUri", _) => "https://copies.example",
            ("KeyRing__Key", _) => Convert.ToBase64String(new byte[32]),
            ("KeyRing__FormerKeys", _) => "none",
            ("City__Code", _) => "330200",
            ("City__PublicUrl", _) => "https://rc.example",
            ("Oidc__Authority", _) => "https://issuer.example",
            (_, ['\'', .., '\''] literal) => literal.Trim('\''),
            (_, var expression) when expression.EndsWith(".primaryEndpoints.table", StringComparison.Ordinal) => tables.ToString(),
            (_, var expression) when expression.EndsWith(".primaryEndpoints.queue", StringComparison.Ordinal) => queues.ToString(),
            (_, var expression) when expression.EndsWith(".primaryEndpoints.blob", StringComparison.Ordinal) => blobs.ToString(),
            (_, var expression) when expression.EndsWith(".clientId", StringComparison.Ordinal) => "00000000-0000-0000-0000-000000000001",
            (_, var expression) when FirstLiteral().Match(expression) is { Success: true, Value: var literal } => literal.Trim('\''),
            _ => "something",
        });

    // createObject('a', x, 'b', f(y, z)) → (a, x), (b, f(y, z))
    private static IEnumerable<(string Name, string Value)> Pairs(string expression)
    {
        const string Call = "createObject(";
        var inside = expression[(expression.LastIndexOf($"{Call}'", StringComparison.Ordinal) + Call.Length)..];
        var (depth, begin, parts) = (0, 0, new List<string>());
        for (var i = 0; i < inside.Length && depth >= 0; i++)
        {
            depth += inside[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth < 0 || (depth == 0 && inside[i] == ','))
            {
                parts.Add(inside[begin..i].Trim());
                begin = i + 1;
            }
        }

        return parts.Chunk(2).Select(pair => (pair[0].Trim('\''), pair[1]));
    }

    [GeneratedRegex("'[^']+'")]
    private static partial Regex FirstLiteral();
}
