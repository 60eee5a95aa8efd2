using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace TalentPass.LocalHost;

/// <summary>Replaces <c>%name%</c> in the texts of triggers by the setting of that name.</summary>
internal static partial class SettingNames
{
    /// <summary>Returns the text with each <c>%name%</c> replaced.</summary>
    /// <exception cref="LocalSetupException">A setting is missing.</exception>
    public static string Resolve(string text, string function, IConfiguration settings) => Name().Replace(
        text,
        match => settings[match.Groups[1].Value] is { Length: > 0 } value
            ? value
            : throw new LocalSetupException($"Function {function} needs the setting {match.Groups[1].Value} for its trigger \"{text}\"; set it, for example as an environment variable."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Name();
}
