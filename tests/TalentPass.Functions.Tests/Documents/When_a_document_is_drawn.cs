using System.Diagnostics;
using TalentPass.Core.Documents.Drawing;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Requests.Record;
using UglyToad.PdfPig;

namespace TalentPass.Functions.Tests.Documents;

/// <summary>The PDF of a document, read by a library that is independent of the one that drew it.</summary>
public sealed class When_a_document_is_drawn
{
    private static readonly DocumentPdf _drawing = new(new DocumentFonts(Path.Combine(AppContext.BaseDirectory, "fonts")));
    private static readonly DocumentPrint _print = new("TP1:" + new string('A', 320), "7K2M9QXW", "https://rc.example.gov.cn/verify", new(2026, 3, 2));

    private static ResultDocument Document { get; } = new()
    {
        Number = "1.2.156.3005.2.11330200TALENT009L001.11330200TALENT001U.7K2M9QXW3R4T8NZA5.001.X",
        Request = "7K2M-9QXW-3R4T-8NZA-5",
        Kind = ResultKind.Approval,
        Service = "housing-rent-subsidy",
        ServiceTitle = new("人才租房补贴", "Rent subsidy"),
        Department = "housing",
        DepartmentName = new("宁波市住房和城乡建设局", "Ningbo Housing and Urban-Rural Development Bureau"),
        Holder = "李𬭎",
        MaskedHolder = "李*",
        IssuedAt = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8)),
        ValidTo = new(2027, 3, 1),
        Words = "每月补贴 1500 元,共 12 个月。",
        Fields = [new(new("补贴金额", "Amount"), new("1500 元/月", "1,500 yuan a month"))],
        Bases = [new("《宁波市人才租房补贴办法》第五条", "Article 5 of the measures")],
        StatusIndex = 1,
        Code = "",
    };

    [Theory]
    [InlineData("李𬭎")]
    [InlineData("王𫖯㐱䶮")]
    [InlineData("阿卜杜拉·买买提")]
    [InlineData("Müller-Lüdenscheidt Jürgen")]
    [InlineData("Kovačević Łukasz Őry")]
    public void Every_name_can_be_copied_from_it(string name)
    {
        var text = Text(_drawing.Draw(Document with { Holder = name }, _print));
        Assert.Contains(name, text, StringComparison.Ordinal);
        Assert.Contains("1,500 yuan a month", text, StringComparison.Ordinal);
        Assert.Contains("2027年3月1日", text, StringComparison.Ordinal);
        Assert.Contains("7K2M9QXW", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_texts_go_on_over_the_page_and_are_whole()
    {
        var reason = string.Concat(Enumerable.Range(1, 250).Select(each => $"第{each}项理由。"));
        var pdf = _drawing.Draw(Document with { Kind = ResultKind.Refusal, Reason = reason }, _print);
        using var read = PdfDocument.Open(pdf);
        Assert.True(read.NumberOfPages > 1);
        Assert.Contains(reason, Text(pdf).Replace("\n", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(pdf.Length < 300_000);
    }

    [Fact]
    public void A_revoked_one_says_so()
    {
        var revoked = Document with { Revocation = new("材料不实", "desk-housing", Document.IssuedAt, "supervisor", Document.IssuedAt.AddHours(1)) };
        Assert.Contains("已撤销", Text(_drawing.Draw(revoked, _print)), StringComparison.Ordinal);
        Assert.Contains("已过期", Text(_drawing.Draw(Document, _print with { Today = new(2027, 3, 2) })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_reads_its_symbol()
    {
        using var folder = new TemporaryFolder();
        var (pdf, picture) = (Path.Combine(folder.Path, "document.pdf"), Path.Combine(folder.Path, "document"));
        await File.WriteAllBytesAsync(pdf, _drawing.Draw(Document, _print), TestContext.Current.CancellationToken);
        try
        {
            using var drawing = Process.Start("pdftoppm", ["-r", "150", "-png", "-singlefile", pdf, picture]);
            await drawing.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no pdftoppm: install it (Debian: apt-get install poppler-utils).");
        }

        Assert.Equal([_print.Code], await PictureReader.ReadAsync($"{picture}.png"));
    }

    [Fact]
    public void Many_are_drawn_at_the_same_time()
    {
        var drawn = new byte[16][];
        Parallel.For(0, drawn.Length, each => drawn[each] = _drawing.Draw(Document with { Holder = $"李{(char)('一' + each)}" }, _print));
        Assert.All(drawn.Index(), each => Assert.Contains($"李{(char)('一' + each.Index)}", Text(each.Item), StringComparison.Ordinal));
    }

    private static string Text(byte[] pdf)
    {
        using var read = PdfDocument.Open(pdf);
        return string.Concat(read.GetPages().Select(each => each.Text));
    }
}
