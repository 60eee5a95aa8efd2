using System.Globalization;
using TalentPass.Core;
using TalentPass.Core.Identity;
using TalentPass.Core.Talents.Records;

namespace TalentPass.Benchmarks.Seeding;

/// <summary>The n-th made-up person: name, resident identity number with its check digit, birth date and phone.</summary>
internal static class SeededPeople
{
    private const string Given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文华建国志鹏飞宇浩然子轩梓涵一诺欣怡思远";
    private const string Family = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private const int BirthDays = 14_000;
    private static readonly int[] _weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The actor of the n-th talent's account.</summary>
    public static Actor Actor(int n, string talentId) => new($"t-{n}", "人才", Roles.Talent, null, talentId);

    /// <summary>What the office records of the n-th person.</summary>
    public static TalentRegistration Registration(int n) => new(
        new NameInput(Name(n)),
        "domestic",
        [new DocumentInput(DocumentKind.ResidentId, ResidentId(n))],
        Birth(n),
        Phone(n),
        [new StatusInput("ningbo", "leading", new StatusIssuer(IssuerKind.Department, "宁波市人力资源和社会保障局"), "人才分类目录第三层次", new DateOnly(2024, 1, 1), new DateOnly(2033, 12, 31), "v2")]);

    public static string Name(int n) =>
        $"{Family[n % Family.Length]}{Given[n / Family.Length % Given.Length]}{Given[n / Family.Length / Given.Length % Given.Length]}";

    public static string Phone(int n) => string.Create(CultureInfo.InvariantCulture, $"+86137{n:d8}");

    public static string ResidentId(int n)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"330299{Birth(n):yyyyMMdd}{100 + (n / BirthDays):d3}");
        return body + "10X98765432"[body.Select((digit, i) => (digit - '0') * _weights[i]).Sum() % 11];
    }

    private static DateOnly Birth(int n) => new DateOnly(1960, 1, 1).AddDays(n % BirthDays);
}
