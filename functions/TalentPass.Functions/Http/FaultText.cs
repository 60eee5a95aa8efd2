using System.Text;

namespace TalentPass.Functions.Http;

/// <summary>
/// Describes an exception for the log by types and stack traces. Messages are left out, because they may quote personal
/// data.
/// </summary>
internal static class FaultText
{
    public static string Of(Exception fault)
    {
        var text = new StringBuilder();
        for (var each = fault; each is not null; each = each.InnerException)
        {
            text.Append(text.Length > 0 ? " ← " : "").Append(each.GetType().FullName).AppendLine().Append(each.StackTrace);
        }

        return text.ToString();
    }
}
