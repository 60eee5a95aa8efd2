namespace TalentPass.Functions.Tests.SignIn;

/// <summary>Numbers of resident ids (GB 11643) with their check characters.</summary>
internal static class ResidentNumbers
{
    /// <summary>The number of somebody of Haishu who was born on a day.</summary>
    /// <param name="birthDate">The day, <c>yyyymmdd</c>.</param>
    /// <param name="order">Three digits that tell people of one day apart.</param>
    public static string Of(string birthDate, string order = "123")
    {
        var body = $"330203{birthDate}{order}";
        return body + "10X98765432"[body.Select((digit, at) => (digit - '0') * (1 << (17 - at)) % 11).Sum() % 11];
    }
}
