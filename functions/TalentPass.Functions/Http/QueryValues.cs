using System.Globalization;
using Microsoft.AspNetCore.Http;
using TalentPass.Core;
using TalentPass.Core.Validation;

namespace TalentPass.Functions.Http;

/// <summary>
/// The declared query parameters of a call; each value fits its kind. Parameters that are not declared are ignored.
/// </summary>
public sealed class QueryValues
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    private QueryValues()
    {
    }

    /// <summary>Returns the text of a parameter; null when it was not sent.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Returns a <see cref="QueryKind.Date"/>; null when it was not sent.</summary>
    public DateOnly? Date(string name) => TryDate(this[name], out var date) ? date : null;

    /// <summary>Returns a <see cref="QueryKind.Number"/>; null when it was not sent.</summary>
    public int? Number(string name) => TryNumber(this[name], out var number) ? number : null;

    /// <summary>Reads and checks the parameters that an operation declares. A parameter sent twice is refused.</summary>
    internal static Outcome<QueryValues> Read(Operation operation, IQueryCollection query)
    {
        var values = new QueryValues();
        foreach (var declared in operation.Query)
        {
            var sent = query[declared.Name];
            if (sent.Count > 1 || (sent.Count == 0 && declared.Required) || (sent.Count == 1 && !Fits(declared, sent[0] ?? "")))
            {
                return InvalidParameter(declared.Name);
            }

            if (sent.Count == 1)
            {
                values._values[declared.Name] = sent[0] ?? "";
            }
        }

        return new Outcome<QueryValues>.Done(values);
    }

    /// <summary>Reads <c>limit</c>: 1–100, 20 when it was not sent.</summary>
    internal static Outcome<int> ReadLimit(IQueryCollection query) => query["limit"] switch
    {
        { Count: 0 } => new Outcome<int>.Done(PageRequest.First.Limit),
        { Count: 1 } sent when TryNumber(sent[0], out var limit) && limit is >= 1 and <= 100 => new Outcome<int>.Done(limit),
        _ => InvalidParameter("limit"),
    };

    /// <summary>Makes the refusal of a parameter or header.</summary>
    internal static Refusal InvalidParameter(string name) =>
        new(RefusalCodes.InvalidParameter, new($"参数 {name} 的值无效。", $"The value of {name} is not valid."));

    private static bool Fits(QueryAttribute declared, string text) => declared.Kind switch
    {
        QueryKind.Text => text.Length > 0 && TextRules.FindFault(text, TextLimits.Parameter, least: 0) is null,
        QueryKind.Date => TryDate(text, out _),
        QueryKind.Number => TryNumber(text, out var number) && number >= declared.Min && number <= declared.Max,
        QueryKind.Choice => declared.Choices.Contains(text, StringComparer.Ordinal),
        _ => throw new ArgumentOutOfRangeException(nameof(declared)),
    };

    private static bool TryDate(string? text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TryNumber(string? text, out int number) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
}
