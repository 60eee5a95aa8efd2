using System.Text.Json;
using System.Text.RegularExpressions;

namespace TalentPass.Functions.Tests.Deployment;

/// <summary>The compiled template of <c>main.bicep</c>. It is compiled once for all test classes.</summary>
public sealed partial class CompiledTemplate : IAsyncLifetime
{
    private static readonly Lazy<Task<string>> _compiled = new(CompileAsync);
    private JsonDocument? _document;

    /// <summary>The JSON text of the template.</summary>
    public string Text { get; private set; } = "";

    /// <summary>All templates by name: the main template is <c>main</c>, and a module's template has the module's name.</summary>
    public IReadOnlyDictionary<string, JsonElement> Templates { get; private set; } = new Dictionary<string, JsonElement>();

    /// <summary>All resources of all templates, each with its module's name.</summary>
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

    /// <summary>The resources of a type, without existing resources that a template only refers to.</summary>
    public IEnumerable<(string Module, JsonElement Resource)> OfType(string type) => Resources.Where(each =>
        each.Resource.GetProperty("type").GetString() == type
        && !(each.Resource.TryGetProperty("existing", out var existing) && existing.GetBoolean()));

    /// <summary>A variable of a module.</summary>
    public JsonElement Variable(string module, string name) => Templates[module].GetProperty("variables").GetProperty(name);

    /// <summary>
    /// The names of the resources of a type. A loop over a list creates each resource, and some loops add text to the list
    /// item.
    /// </summary>
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
