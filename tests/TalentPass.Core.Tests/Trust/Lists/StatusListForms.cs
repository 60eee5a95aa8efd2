using TalentPass.Core.Tests.Passes.Verifying;
using TalentPass.Core.Trust.Cose;
using TalentPass.Core.Trust.Lists;
using static TalentPass.Core.Tests.Trust.Cose.CborItems;

namespace TalentPass.Core.Tests.Trust.Lists;

/// <summary>
/// Status lists as a partner city may write them, valid and invalid. Each is list number 3 of Ningbo, in which index 9 is
/// suspended.
/// </summary>
internal static class StatusListForms
{
    private const string Place = "https://ningbo.example/status/3";
    private static readonly byte[] _issuer = [.. UInt(1), .. Text("https://ningbo.example")];
    private static readonly byte[] _subject = [.. UInt(2), .. Text(Place)];
    private static readonly byte[] _expiry = [.. UInt(4), .. UInt(Seconds(24))];
    private static readonly byte[] _issued = [.. UInt(6), .. UInt(Seconds(0))];
    private static readonly byte[] _live = [.. UInt(65534), .. UInt(900)];
    private static readonly byte[] _bits = [.. Text("bits"), .. UInt(2)];
    private static readonly byte[] _lst = [.. Text("lst"), .. Bytes(Entries())];
    private static readonly byte[] _aggregation = [.. Text("aggregation_uri"), .. Text("https://ningbo.example/all")];
    private static readonly byte[] _list = [.. UInt(65533), .. Map(_bits, _lst)];

    public static IReadOnlyList<(string Name, string? Problem, byte[] Payload)> All { get; } =
    [
        ("the order of the draft's example", null, Map(_subject, _issued, _expiry, _live, _list)),
        ("ascending labels", null, Map(_subject, _expiry, _issued, _list, _live)),
        ("no expiry", null, Map(_subject, _issued, _live, _list)),
        ("no time to live", null, Map(_subject, _issued, _expiry, _list)),
        ("nothing that may be left out", null, Map(_list, _issued, _subject)),
        ("with the issuer", null, Map(_issuer, _subject, _issued, _list)),
        ("with where all lists are", null, Map(_subject, _issued, [.. UInt(65533), .. Map(_aggregation, _bits, _lst)])),
        ("lst before bits", null, Map(_subject, _issued, [.. UInt(65533), .. Map(_lst, _bits)])),
        ("no subject", "template", Map(_issued, _expiry, _live, _list)),
        ("no time of issue", "template", Map(_subject, _expiry, _live, _list)),
        ("no list", "template", Map(_subject, _issued, _expiry, _live)),
        ("no bits", "template", Map(_subject, _issued, [.. UInt(65533), .. Map(_lst)])),
        ("no entries", "template", Map(_subject, _issued, [.. UInt(65533), .. Map(_bits)])),
        ("a subject twice", "template", Map(_subject, _subject, _issued, _list)),
        ("an expiry twice", "template", Map(_subject, _issued, _expiry, _expiry, _list)),
        ("a list twice", "template", Map(_subject, _issued, _list, _list)),
        ("bits twice", "template", Map(_subject, _issued, [.. UInt(65533), .. Map(_bits, _bits, _lst)])),
        ("a claim of another format", "template", Map(_subject, _issued, _list, [.. UInt(7), .. Bytes([1, 2])])),
        ("a member of another format", "template", Map(_subject, _issued, [.. UInt(65533), .. Map(_bits, _lst, [.. Text("more"), .. UInt(1)])])),
        ("a member of another format without a value", "template", Map(_subject, _issued, [.. UInt(65533), .. Map(_bits, _lst, Text("more"))])),
        ("a list without a value before the list", "template", Map(_subject, _issued, UInt(65533), _list)),
        ("a text for a time", "template", Map(_subject, [.. UInt(6), .. Text("now")], _list)),
        ("a time beyond 2106", "template", Map(_subject, _issued, [.. UInt(4), .. UInt(1UL << 32)], _list)),
        ("four bits", "template", Map(_subject, _issued, [.. UInt(65533), .. Map([.. Text("bits"), .. UInt(4)], _lst)])),
        ("a longer integer than needed", "template", Map([0x18, 0x02, .. Text(Place)], _issued, _list)),
        ("a map without a length", "template", [0xBF, .. _subject, .. _issued, .. _list, 0xFF]),
        ("more behind the end", "template", [.. Map(_subject, _issued, _list), 0]),
        ("less than announced", "template", Map(_subject, _issued, _list)[..^1]),
        ("another place", "subject", Map([.. UInt(2), .. Text("https://ningbo.example/status/4")], _issued, _list)),
        ("over", "expired", Map(_subject, _issued, [.. UInt(4), .. UInt(Seconds(-1))], _list)),
        ("of the day before yesterday, without an expiry", "expired", Map(_subject, [.. UInt(6), .. UInt(Seconds(-25))], _list)),
    ];

    /// <summary>Signs the status list with the given name, as its city would sign it.</summary>
    public static byte[] Sign(string name, SigningKey key) =>
        CoseSign1.Sign(key, All.Single(form => form.Name == name).Payload, "application/statuslist+cwt"u8);

    private static ulong Seconds(int hours) => (ulong)PassCity.Now.AddHours(hours).ToUnixTimeSeconds();

    private static byte[] Entries()
    {
        var list = StatusList.Create();
        list.Set(9, StatusValue.Suspended);
        return list.Deflate();
    }
}
