using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace TalentPass.Functions.Tests.LocalHost;

/// <summary>
/// The app compiles against our own attribute types for the local run, and against the Functions worker's packages for Azure.
/// Both must have the same public members.
/// </summary>
public sealed class Attributes_match_the_Functions_worker
{
    private static readonly JsonElement Surface = JsonDocument.Parse(
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "vectors", "functions-worker-surface.json"))).RootElement;

    private static readonly Assembly Library = typeof(FunctionAttribute).Assembly;

    public static TheoryData<string> Types => [.. Surface.EnumerateObject().Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_type_has_the_same_members(string name)
    {
        var expected = Surface.GetProperty(name);
        var type = Library.GetType(name, throwOnError: true)!;

        Assert.True(type.IsPublic);
        if (expected.GetProperty("kind").GetString() == "enum")
        {
            Assert.Equal(Strings(expected, "values"), Enum.GetValues(type).Cast<object>().Order().Select(value => value.ToString()!));
            return;
        }
        Assert.Equal(
            expected.TryGetProperty("attributeTargets", out var targets) ? targets.GetString() : null,
            type.GetCustomAttribute<AttributeUsageAttribute>(inherit: false)?.ValidOn.ToString());
        Assert.Equal(Strings(expected, "constructors").Order(), type.GetConstructors().Select(Text).Order());
        Assert.Equal(
            Strings(expected, "properties").Order(),
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(Text).Order());
    }

    [Fact]
    public void The_library_adds_no_type_of_its_own_to_that_namespace() =>
        Assert.Equal(
            Surface.EnumerateObject().Select(type => type.Name).Order(),
            Library.GetExportedTypes().Where(type => type.Namespace == typeof(FunctionAttribute).Namespace).Select(type => type.FullName!).Order());

    private static IEnumerable<string> Strings(JsonElement type, string list) =>
        type.GetProperty(list).EnumerateArray().Select(entry => entry.GetString()!);

    private static string Text(ConstructorInfo constructor) => string.Join(", ", constructor.GetParameters().Select(parameter =>
        (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "") + $"{parameter.ParameterType.Name} {parameter.Name}"));

    private static string Text(PropertyInfo property) =>
        $"{property.PropertyType.Name} {property.Name} {{ get; {(property.SetMethod is { IsPublic: true } ? "set; " : "")}}}";
}
