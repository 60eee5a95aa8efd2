using System.Globalization;
using PdfSharp.Drawing;
using PdfSharp.Pdf;
using QRCoder;
using TalentPass.Core.Documents.Record;
using TalentPass.Core.Requests.Record;

namespace TalentPass.Core.Documents.Drawing;

/// <summary>What a PDF shows besides the document.</summary>
/// <param name="Code">The signed code for the QR symbol.</param>
/// <param name="CheckCode">The check code (查验码).</param>
/// <param name="VerifyUrl">The address of the page that verifies documents.</param>
/// <param name="Today">The legal day on which it is drawn; a document that does not count any more says so.</param>
public sealed record DocumentPrint(string Code, string CheckCode, string VerifyUrl, DateOnly Today);

/// <summary>
/// Draws a result document as a PDF of A4 pages: Chinese with English below, the signed code as a QR symbol, and the number. The
/// text can be selected and searched. It uses no storage and no clock.
/// </summary>
/// <param name="fonts">The fonts.</param>
public sealed class DocumentPdf(DocumentFonts fonts)
{
    private const double Big = 20, Normal = 11, Small = 8.5;

    // A number fits on one line.
    private const double NumberSize = 8;
    private const double Symbol = 128;
    private const double Indent = 118;
    private const double LabelHeight = Normal * 1.5 + Small * 1.5;
    private const double Closing = Symbol + 20;
    private static readonly XSolidBrush _grey = new(XColor.FromArgb(0x55, 0x55, 0x55));
    private static readonly XSolidBrush _red = new(XColor.FromArgb(0xB0, 0x12, 0x1B));

    // The library shares the fonts of a process; a document takes some 20 ms.
    private static readonly Lock _one = new();

    /// <summary>Draws a document.</summary>
    public byte[] Draw(ResultDocument document, DocumentPrint print)
    {
        lock (_one)
        {
            using var file = new MemoryStream();
            using (var pdf = new PdfDocument())
            {
                Describe(pdf, document);
                using (var sheet = new Sheet(pdf, fonts))
                {
                    WriteHead(sheet, document, print);
                    WriteBody(sheet, document);
                    WriteClosing(sheet, document, print);
                }

                pdf.Save(file, closeStream: false);
            }

            return PdfTexts.Correct(file);
        }
    }

    private static void Describe(PdfDocument pdf, ResultDocument document)
    {
        var title = DocumentWords.Title(document.Kind);
        pdf.Info.Title = $"{title.Zh} {title.En}";
        pdf.Info.Author = document.DepartmentName.Zh;
        pdf.Info.Subject = document.Number;
        pdf.Info.CreationDate = document.IssuedAt.UtcDateTime;
        pdf.Language = "zh-CN";
        pdf.ViewerPreferences.DisplayDocTitle = true;
    }

    private static void WriteHead(Sheet sheet, ResultDocument document, DocumentPrint print)
    {
        var title = DocumentWords.Title(document.Kind);
        sheet.Write(document.DepartmentName.Zh, 15, _red, align: XStringAlignment.Center);
        sheet.Write(document.DepartmentName.En, Small, _red, align: XStringAlignment.Center);
        sheet.Skip(5);
        sheet.Page.DrawLine(new XPen(_red.Color, 1.4), Sheet.Margin, sheet.Top, sheet.Page.PageSize.Width - Sheet.Margin, sheet.Top);
        sheet.Skip(14);
        sheet.Write(title.Zh, Big, align: XStringAlignment.Center);
        sheet.Write(title.En, Normal, _grey, align: XStringAlignment.Center);
        if (document.On(print.Today) is not ResultStatus.Valid and var status)
        {
            sheet.Skip(4);
            var word = DocumentWords.Status(status);
            sheet.Write($"【{word.Zh} · {word.En}】", 13, _red, align: XStringAlignment.Center);
        }

        sheet.Skip(12);
    }

    private static void WriteBody(Sheet sheet, ResultDocument document)
    {
        Line(sheet, new("电子证照标识", "Certificate number"), new(document.Number, ""), NumberSize);
        Line(sheet, new("办件编号", "Request number"), new(document.Request, ""));
        Line(sheet, new("申请人", "Applicant"), new(document.Holder, ""));
        Line(sheet, new("申请事项", "Service"), document.ServiceTitle);
        Line(sheet, new("决定", "Decision"), document.Result ?? DocumentWords.Decided(document.Kind));
        foreach (var field in document.Fields)
        {
            Line(sheet, field.Title, field.Value);
        }

        Line(sheet, new("决定内容", "Details"), Said(document.Words));
        Line(sheet, new("理由", "Reasons"), Said(document.Reason));
        Line(sheet, new("有权办理的机关", "Competent authority"), Said(document.RightAuthority));
        foreach (var basis in document.Bases)
        {
            Line(sheet, new("依据", "Legal basis"), basis);
        }

        Line(sheet, new("有效期至", "Valid to"), document.ValidTo is { } last ? Day(last) : null);
        Line(sheet, new("救济途径", "Remedy"), document.Remedy);
    }

    private static void WriteClosing(Sheet sheet, ResultDocument document, DocumentPrint print)
    {
        sheet.Skip(16);
        sheet.Need(Closing);
        var day = Day(document.IssuedOn);
        sheet.Write(document.DepartmentName.Zh, Normal, align: XStringAlignment.Far);
        sheet.Write($"{day.Zh} · {day.En}", Normal, align: XStringAlignment.Far);
        var top = sheet.Top - 2 * Normal;
        DrawSymbol(sheet.Page, print.Code, Sheet.Margin, top);
        var (left, line) = (Sheet.Margin + Symbol + 14, top + 62);
        foreach (var text in new[]
        {
            $"查验码 Check code：{print.CheckCode}",
            $"查验网址 Verify at：{print.VerifyUrl}",
            "扫描二维码，或输入电子证照标识和查验码，可查验本文书。",
            "Scan the code, or enter the certificate number and the check code, to verify this document.",
        })
        {
            sheet.Draw(text, Small, _grey, left, line);
            line += Small * 1.6;
        }
    }

    private static void Line(Sheet sheet, Bilingual label, Bilingual? value, double size = Normal)
    {
        if (value is null)
        {
            return;
        }

        sheet.Need(LabelHeight);
        var top = sheet.Top;
        sheet.Draw(label.Zh, Normal, _grey, Sheet.Margin, top + Normal * 1.1);
        sheet.Draw(label.En, Small, _grey, Sheet.Margin, top + Normal * 1.1 + Small * 1.4);
        sheet.Write(value.Zh, size, indent: Indent);
        if (value.En.Length > 0 && value.En != value.Zh)
        {
            sheet.Write(value.En, Small, _grey, Indent);
        }

        // Nothing to add when the value went on to another page.
        if (sheet.Top - top is >= 0 and < LabelHeight and var height)
        {
            sheet.Skip(LabelHeight - height);
        }

        sheet.Skip(5);
    }

    private static Bilingual? Said(string? text) => text is null ? null : new Bilingual(text, "");

    private static Bilingual Day(DateOnly day) => new(
        day.ToString("yyyy年M月d日", CultureInfo.InvariantCulture), day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture));

    private static void DrawSymbol(XGraphics page, string code, double left, double top)
    {
        using var symbol = QRCodeGenerator.GenerateQrCode(code, QRCodeGenerator.ECCLevel.M);
        var rows = symbol.ModuleMatrix;
        var module = Symbol / rows.Count;
        var dark = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (rows[y][x])
                {
                    var first = x;
                    while (x + 1 < rows.Count && rows[y][x + 1])
                    {
                        x++;
                    }

                    dark.AddRectangle(left + first * module, top + y * module, (x - first + 1) * module, module);
                }
            }
        }

        page.DrawPath(XBrushes.Black, dark);
    }
}
