using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace TalentPass.Functions.Http.OpenApi;

/// <summary>
/// Reads the English descriptions of types and members from the XML documentation that the compiler writes next to the
/// assemblies.
/// </summary>
internal sealed partial class XmlDescriptions
{
    private readonly Dictionary<string, XElement> _members = new(StringComparer.Ordinal);

    /// <summary>
    /// Reads the documentation files <c>TalentPass.*.xml</c> of a folder. Without files there are no descriptions.
    /// </summary>
    public XmlDescriptions(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "TalentPass.*.xml"))
        {
            foreach (var member in XDocument.Load(file).Descendants("member"))
            {
                _members[(string)member.Attribute("name")!] = member;
            }
        }
    }

    /// <summary>Returns the summary of a type; null when it has none.</summary>
    public string? OfType(Type type) => Text(Member($"T:{NameOf(type)}")?.Element("summary"));

    /// <summary>Returns the summary of a property, or the text of the record's parameter; null when it has neither.</summary>
    public string? OfProperty(JsonPropertyInfo property)
    {
        var name = (property.AttributeProvider as System.Reflection.MemberInfo)?.Name;
        var type = NameOf(property.DeclaringType);
        return Text(Member($"P:{type}.{name}")?.Element("summary"))
            ?? Text(Member($"T:{type}")?.Elements("param").FirstOrDefault(each => (string?)each.Attribute("name") == name));
    }

    private XElement? Member(string name) => _members.GetValueOrDefault(name);

    private static string NameOf(Type type) => (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = string.Concat(element.Nodes().Select(node => node switch
        {
            XElement { Name.LocalName: "see" or "paramref" } reference => Last((string?)reference.Attribute("cref") ?? (string?)reference.Attribute("name") ?? ""),
            XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
            XElement other => other.Value,
            _ => node.ToString(),
        }));
        return Space().Replace(text, " ").Trim() is { Length: > 0 } found ? System.Net.WebUtility.HtmlDecode(found) : null;
    }

    private static string Last(string reference) => reference[(reference.LastIndexOf('.') + 1)..];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
