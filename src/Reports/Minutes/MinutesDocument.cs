using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;
using LangSo.Foundation;
using LangSo.Recognition.Dossiers;
using LangSo.Reports.Docx;
using Text = LangSo.Reports.Docx.Text;

namespace LangSo.Reports.Minutes;

/// <summary>
/// The minutes of a council as a document for signing, by the model of minutes in Decree 30/2020/NĐ-CP, annex III: agency and national name, number,
/// title, time, place, who was there, what was said, the votes, the end, two signatures. What nobody told is dots, written in by hand.
/// </summary>
public static class MinutesDocument
{
    private const string Hour = "…… giờ ……", Dots = "……………………………………………………";
    private static readonly int[] Widths = [680, DecreeDocument.TextWidth - 680 - 2200 - 1700, 2200, 1700];

    /// <summary>The bytes of the DOCX; equal minutes give equal bytes.</summary>
    public static byte[] Write(CouncilMinutes minutes) => DecreeDocument.Write(Blocks(minutes), "Biên bản. " + minutes.Subject, minutes.Date);

    private static IEnumerable<OpenXmlElement> Blocks(CouncilMinutes m)
    {
        var upper = (string text) => text.ToUpper(VnText.Culture);
        yield return Letterhead.Table([upper(m.Above).Replace("NHÂN DÂN ", "NHÂN DÂN\n", StringComparison.Ordinal), upper(m.Council)], "Số:          /BB-HĐTĐ", null);
        yield return Text.Paragraph("BIÊN BẢN", JustificationValues.Center, bold: true, size: 28, before: 360);
        yield return Text.Paragraph(m.Subject, JustificationValues.Center, bold: true, size: 28);
        yield return Letterhead.Rule(DecreeDocument.TextWidth, DecreeDocument.TextWidth / 4);
        if (m.Sample) yield return Text.Paragraph("(Minh họa: số liệu hoặc quy tắc chưa đối chiếu, không dùng làm văn bản thật)", JustificationValues.Center, italic: true, size: 24, after: 60);
        yield return Text.Body("Thời gian bắt đầu: " + Hour + ", " + Day(m.Date) + ".");
        yield return Text.Body("Địa điểm: " + Dots + ".");
        yield return Heading("I. THÀNH PHẦN");
        yield return Text.Body(string.Create(VnText.Culture, $"1. Thành viên hội đồng: {m.Members.Count(x => x.Ballot is not null)}/{m.Members.Count} thành viên bỏ phiếu."));
        yield return MemberTable(m);
        yield return Text.Paragraph("", JustificationValues.Left, size: 12);
        if (m.Members.Where(x => x.Ballot is null).Select(x => x.Name).ToList() is { Count: > 0 } silent) yield return Text.Body("Không bỏ phiếu: " + string.Join("; ", silent) + ".");
        yield return Text.Body("2. Chủ tọa: " + m.Chair + ".");
        yield return Text.Body("3. Thư ký: " + m.Secretary + ".");
        yield return Heading("II. NỘI DUNG");
        foreach (var said in m.Matter) yield return Text.Body(said);
        if (m.Conditions.Count > 0) yield return Text.Body("Các điều kiện khi kiểm phiếu:");
        foreach (var condition in m.Conditions) yield return Text.Body("- " + condition.Name + ": " + condition.Finding + ".");
        yield return Heading("III. KẾT QUẢ BỎ PHIẾU");
        foreach (var said in m.Votes) yield return Text.Body(said);
        yield return Heading("IV. KẾT LUẬN");
        yield return Text.Body(m.Conclusion ?? "Chưa kiểm phiếu.");
        yield return Text.Body("Cuộc họp kết thúc vào " + Hour + ", " + Day(m.Date) + "; biên bản đã đọc cho các thành viên dự họp nghe và thống nhất./.");
        yield return Letterhead.Signatures("THƯ KÝ", NameOf(m.Secretary), "CHỦ TỌA", NameOf(m.Chair));
        yield return Text.Paragraph("Nơi nhận:", JustificationValues.Left, bold: true, italic: true, size: 24, before: 120);
        foreach (var to in (string[])["- Các thành viên hội đồng;", "- Lưu: VT, hồ sơ."]) yield return Text.Paragraph(to, JustificationValues.Left, size: 22);
        if (m.Proof.Length > 0) yield return Text.Paragraph(m.Proof, JustificationValues.Left, italic: true, size: 20, before: 120);
    }

    // Below a signature stands the name, not the office that follows it.
    private static string NameOf(string member) => member.Split(',')[0].Trim();

    private static Paragraph Heading(string text) => Text.Paragraph(text, JustificationValues.Left, bold: true, size: 28, before: 60, after: 60, keepNext: true);

    private static string Day(DateOnly day) => string.Create(VnText.Culture, $"ngày {day.Day:00} tháng {(day.Month < 3 ? day.Month.ToString("00", VnText.Culture) : day.Month.ToString(VnText.Culture))} năm {day.Year}");

    private static Table MemberTable(CouncilMinutes m)
    {
        var table = new Table(
            new TableProperties(
                new TableWidth { Width = Twips(DecreeDocument.TextWidth), Type = TableWidthUnitValues.Dxa },
                new TableBorders(MeasureTable.Border<TopBorder>(), MeasureTable.Border<LeftBorder>(), MeasureTable.Border<BottomBorder>(), MeasureTable.Border<RightBorder>(),
                    MeasureTable.Border<InsideHorizontalBorder>(), MeasureTable.Border<InsideVerticalBorder>()),
                new TableLayout { Type = TableLayoutValues.Fixed }),
            new TableGrid(Widths.Select(w => new GridColumn { Width = Twips(w) })));
        table.Append(Row(header: true, "TT", "Họ tên, chức vụ", "Vai trò", "Ý kiến"));
        foreach (var (index, member) in m.Members.Index()) table.Append(Row(header: false, VnText.Number(index + 1L), member.Name, member.Role, member.Ballot ?? "–"));
        return table;
    }

    private static TableRow Row(bool header, params string[] texts)
    {
        var properties = new TableRowProperties(new CantSplit());
        if (header) properties.Append(new TableHeader());
        var row = new TableRow(properties);
        foreach (var (index, text) in texts.Index())
            row.Append(new TableCell(
                new TableCellProperties(
                    new TableCellWidth { Width = Twips(Widths[index]), Type = TableWidthUnitValues.Dxa }, new TableCellVerticalAlignment { Val = TableVerticalAlignmentValues.Center }),
                Text.Paragraph(text, header || index == 0 ? JustificationValues.Center : JustificationValues.Left, bold: header, size: 26, before: 30, after: 30)));
        return row;
    }

    private static string Twips(int width) => width.ToString(CultureInfo.InvariantCulture);
}
