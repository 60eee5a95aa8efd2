using System.Text.Json;
using System.Text.Json.Nodes;
using TalentPass.Core.Identity;

namespace TalentPass.Benchmarks.Hostile;

/// <summary>Values for all names of a path, as one answer had them together.</summary>
/// <param name="Values">The values by name.</param>
/// <param name="Account">Who got the answer; null for anybody.</param>
internal sealed record PathValues(IReadOnlyDictionary<string, string> Values, string? Account);

/// <summary>
/// What the app's answers told: ids that belong together, texts by the name of their member, ETags, cursors and examples. Later
/// requests use them, so that they reach what earlier ones made. It keeps the newest of each.
/// </summary>
internal sealed class Harvest(ApiDocument document)
{
    private const int Most = 200;
    private const int MostTags = 5000;
    private const int MostText = 400;
    private const int MostNodes = 600;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<string>> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<PathValues>> _paths = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _examples = new(StringComparer.Ordinal);

    // A verb is no part of an answer.
    private readonly List<string[]> _sets = [.. document.Operations.Select(static each => each.Places.Where(static name => name != "verb").ToArray())
        .Where(static each => each.Length > 0).DistinctBy(static each => string.Join('/', each))];

    /// <summary>The whole catalogue, when somebody has read it.</summary>
    public byte[]? Catalogue { get; private set; }

    /// <summary>A text that an answer had under this name; null when there was none yet.</summary>
    public string? Text(RandomSource random, string name)
    {
        lock (_lock)
        {
            return _texts.TryGetValue(name, out var some) ? random.Pick(some) : null;
        }
    }

    /// <summary>Values for the names of a path; null when no answer had them all.</summary>
    /// <param name="random">What decides.</param>
    /// <param name="places">The names.</param>
    /// <param name="callers">Whose answers are preferred.</param>
    public PathValues? Path(RandomSource random, IEnumerable<string> places, IReadOnlyCollection<string> callers)
    {
        var prefers = random.Chance(80);
        lock (_lock)
        {
            _paths.TryGetValue(string.Join('/', places.Where(static name => name != "verb")), out var some);
            var preferred = prefers ? some?.FindAll(each => each.Account is { } account && callers.Contains(account)) : null;
            return (preferred is { Count: > 0 } ? preferred : some) is { } found ? random.Pick(found) : null;
        }
    }

    /// <summary>The version of what lies at a path or above it; null when nobody has read it.</summary>
    public string? Tag(string path)
    {
        lock (_lock)
        {
            for (var at = path.Length; at > 0; at = path.LastIndexOf('/', at - 1))
            {
                if (_tags.TryGetValue(path[..at], out var tag))
                {
                    return tag;
                }
            }

            return null;
        }
    }

    /// <summary>Example answers of a service or bundle, which the app accepts; null when its guide was not read yet.</summary>
    public JsonObject? Example(string of)
    {
        lock (_lock)
        {
            return _examples.GetValueOrDefault(of)?.DeepClone().AsObject();
        }
    }

    /// <summary>Takes from a successful answer what later requests can use.</summary>
    public void Take(HostileRequest request, WireAnswer answer)
    {
        lock (_lock)
        {
            if (answer.Header("ETag") is { } tag)
            {
                _tags[request.Path] = tag;
                if (_tags.Count > MostTags)
                {
                    _tags.Clear();
                }
            }

            // An odd path may have led to a page, and an odd method to no body.
            if (answer.Header("Content-Type")?.StartsWith("application/json", StringComparison.Ordinal) is not true || answer.Body.Length == 0)
            {
                return;
            }

            if (request.Operation.Id == "GetCatalogue")
            {
                Catalogue = answer.Body;
            }
            else
            {
                using var json = JsonDocument.Parse(answer.Body);
                var nodes = 0;
                Walk(json.RootElement, new Dictionary<string, string>(request.Values, StringComparer.Ordinal), request, ref nodes);
            }
        }
    }

    private void Walk(JsonElement node, Dictionary<string, string> above, HostileRequest request, ref int nodes)
    {
        if (++nodes > MostNodes)
        {
            return;
        }

        if (node.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in node.EnumerateArray())
            {
                Walk(item, above, request, ref nodes);
            }
        }
        else if (node.ValueKind == JsonValueKind.Object)
        {
            var values = new Dictionary<string, string>(above, StringComparer.Ordinal);
            foreach (var member in node.EnumerateObject().Where(static each => each.Value.ValueKind == JsonValueKind.String && each.Value.GetString()!.Length <= MostText))
            {
                Keep(_texts, member.Name == "nextCursor" ? $"cursor of {request.Operation.Id} {request.Account}" : member.Name, values[member.Name] = member.Value.GetString()!);
            }

            if (values.TryGetValue("nextCursor", out var cursor))
            {
                Keep(_texts, "cursor", cursor);
            }

            if (request.Operation.Id == "UploadFile" && values.TryGetValue("file", out var file))
            {
                Keep(_texts, $"file of {request.Account}", file);
            }

            foreach (var set in _sets.Where(set => set.All(values.ContainsKey)))
            {
                Keep(_paths, string.Join('/', set), new PathValues(set.ToDictionary(static name => name, name => values[name], StringComparer.Ordinal), request.Account));
            }

            TakeExample(node);
            foreach (var member in node.EnumerateObject())
            {
                Walk(member.Value, values, request, ref nodes);
            }
        }
    }

    private void TakeExample(JsonElement node)
    {
        if (node.TryGetProperty("example", out var example) && example.ValueKind == JsonValueKind.Object
            && (node.TryGetProperty("service", out var of) || node.TryGetProperty("bundle", out of)))
        {
            _examples[of.GetString()!] = JsonObject.Create(example.Clone())!;
            foreach (var material in node.TryGetProperty("materials", out var materials) && materials.ValueKind == JsonValueKind.Array ? materials.EnumerateArray().ToArray() : [])
            {
                Keep(_texts, $"material of {of.GetString()}", material.GetProperty("id").GetString()!);
            }
        }
    }

    private static void Keep<T>(Dictionary<string, List<T>> all, string name, T value)
    {
        if (!all.TryGetValue(name, out var some))
        {
            all[name] = some = [];
        }

        some.Add(value);
        if (some.Count > Most)
        {
            some.RemoveAt(0);
        }
    }
}
