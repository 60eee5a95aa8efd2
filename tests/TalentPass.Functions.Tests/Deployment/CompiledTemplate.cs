using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>What <c>main.bicep</c> compiles to, compiled once for all classes.</summary>
public sealed partial class CompiledTemplate : IAsyncLifetime
{
    private static readonly Lazy<Task<string>> _compiled = new(CompileAsync);
    private JsonDocument? _document;

    /// <summary>The template's text.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Each template: the main one by the name <c>main</c>, a module's by the module's name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Templates { get; private set; } = new Dictionary<string, JsonElement>();

    /// <summary>All resources of all templates.</summary>
    public IReadOnlyList<(string Module, JsonElement Resource)> Resources { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Text = await _compiled.Value;
        _document = JsonDocument.Parse(Text);
        var main = _document.RootElement;
        var templates = new Dictionary<string, JsonElement> { ["main"] = main };
        foreach (var resource in main.GetProperty("resources").EnumerateObject())
        {
            if (resource.Value.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            {
                templates[resource.Name] = resource.Value.GetProperty("properties").GetProperty("template");
            }
        }

        Templates = templates;
        Resources = [.. templates.SelectMany(each => Inside(each.Value).Select(resource => (each.Key, resource)))];
    }

    public ValueTask DisposeAsync()
    {
        _document?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>The resources of a type, without those a template only looks up.</summary>
    public IEnumerable<(string Module, JsonElement Resource)> OfType(string type) => Resources.Where(each =>
        each.Resource.GetProperty("type").GetString() == type
        && !(each.Resource.TryGetProperty("existing", out var existing) && existing.GetBoolean()));

    /// <summary>A module's variable.</summary>
    public JsonElement Variable(string module, string name) => Templates[module].GetProperty("variables").GetProperty(name);

    /// <summary>The names that loops of resources give: each runs over a list, some add to the items.</summary>
    public IEnumerable<string> NamesOf(string type) => OfType(type).SelectMany(each =>
    {
        var loop = Loop().Match(each.Resource.GetProperty("name").GetString()!);
        Assert.True(loop.Success, $"A {type} is not made by a loop over a list.");
        var shape = loop.Groups["shape"] is { Success: true, Value: var found } ? found : "{0}";
        return Variable(each.Module, loop.Groups["list"].Value).EnumerateArray()
            .Select(item => shape.Replace("{0}", item.GetString(), StringComparison.Ordinal));
    });

    private static async Task<string> CompileAsync()
    {
        var (code, output, diagnostics) = await Bicep.RunAsync("build", "main.bicep", "--stdout");
        Assert.True(code == 0, diagnostics);
        return output;
    }

    private static IEnumerable<JsonElement> Inside(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        return resources.ValueKind == JsonValueKind.Array
            ? resources.EnumerateArray()
            : resources.EnumerateObject().Select(each => each.Value);
    }

    [GeneratedRegex(@"(format\('(?<shape>[^']*)', )?variables\('(?<list>\w+)'\)\[copyIndex\(\)\]")]
    private static partial Regex Loop();
}
