using System.IO.Compression;
using System.Text;
using CsCheck;
using LangSo.Criteria;

namespace LangSo.Sheets.Tests;

public sealed class ReadingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("langso-sheets-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        var path = Save(sheet =>
        {
            sheet.Row();
            sheet.Text("Xã & “phường” <1>", CellLook.Header);
            sheet.Skip();
            sheet.Number(12.5m, CellLook.Decimal);
            sheet.Date(new DateOnly(2024, 3, 31));
            sheet.Row();
            sheet.Row();
            sheet.Text("b");
        });
        var rows = Rows(path);
        Assert.Equal([1, 3], rows.Select(r => r.Number));
        Assert.Equal([new Cell(CellKind.Text, "Xã & “phường” <1>"), Cell.Empty, new Cell(CellKind.Number, "12.5"), new Cell(CellKind.Date, "2024-03-31")], Cells(rows[0]));
    }

    [Fact]
    public void Any_texts_and_numbers_come_back() => Gen.Select(Gen.String[Gen.Char[' ', 'ỹ'], 0, 30], Gen.Decimal[-1e9m, 1e9m]).List[1, 30].Sample(cells =>
    {
        var path = Save(sheet =>
        {
            foreach (var (text, number) in cells)
            {
                sheet.Row();
                sheet.Number(decimal.Round(number, 4));
                sheet.Text(text);
            }
        });
        var rows = Rows(path);
        return rows.Count == cells.Count && rows.Zip(cells).All(p =>
            p.First[0].Text == decimal.Round(p.Second.Item2, 4).ToString("0.####", System.Globalization.CultureInfo.InvariantCulture) && p.First[1].Text == LangSo.Foundation.VnText.Clean(p.Second.Item1));
    }, iter: 50);

    [Theory]
    [InlineData("12,5", "12.5"), InlineData("1.234,5", "1234.5"), InlineData("1.234", "1234"), InlineData("0.125", "0.125"), InlineData("12.5", "12.5"), InlineData("1,234.5", "1234.5")]
    [InlineData("12.345.678", "12345678"), InlineData("-3,0", "-3"), InlineData("1 234,5", "1234.5")]
    public void A_number_typed_as_text_is_read_as_officers_write_it(string typed, string value) =>
        Assert.Equal(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), ValueText.Number(typed, NumberForm.Vietnamese));

    [Theory, InlineData("12,5,1"), InlineData("1.23.4"), InlineData("mười"), InlineData("1.2345,6"), InlineData(""), InlineData("1-2"), InlineData(",")]
    public void What_is_no_number_is_refused(string typed) => Assert.Null(ValueText.Number(typed, NumberForm.Vietnamese));

    [Fact]
    public void In_a_file_of_commas_a_dot_is_the_decimal_sign() => Assert.Equal(1.234m, ValueText.Number("1.234", NumberForm.Machine));

    [Theory, InlineData("31/12/2024"), InlineData("31.12.2024"), InlineData("ngày 31 tháng 12 năm 2024"), InlineData("2024-12-31"), InlineData("31-12-2024")]
    public void A_day_typed_as_text_is_read(string typed) => Assert.Equal(new DateOnly(2024, 12, 31), ValueText.Day(new Cell(CellKind.Text, typed)));

    [Theory, InlineData("Đạt", "yes"), InlineData("có", "yes"), InlineData("Chưa đạt", "no"), InlineData("Không áp dụng", Indicator.NotApplicable), InlineData("Được miễn", Indicator.Exempt)]
    public void Words_for_yes_and_no_are_known(string typed, string value) =>
        Assert.Equal((value, null), ValueText.Read(new Cell(CellKind.Text, typed.Normalize(NormalizationForm.FormD)), new Indicator("a", "A", "yes-no", "", ""), NumberForm.Vietnamese));

    [Theory, InlineData(','), InlineData(';'), InlineData('\t')]
    public void Csv_with_any_delimiter_quotes_and_marks_is_read(char delimiter)
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), new UTF8Encoding(false), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            var path = Path.Combine(_folder.FullName, "a.csv");
            File.WriteAllText(path, string.Join(delimiter, "Mã", "\"Tên \"\"xã\"\"\n2\"", "x") + "\r\n\r\n" + string.Join(delimiter, "1", "Hòa Bình".Normalize(NormalizationForm.FormD), ""), encoding);
            var rows = Rows(path);
            Assert.Equal([1, 3], rows.Select(r => r.Number));
            Assert.Equal(["Mã", "Tên \"xã\"\n2", "x"], Cells(rows[0]).Select(c => c.Text));
            Assert.Equal("Hòa Bình", rows[1][1].Text);
        }
    }

    [Fact]
    public void A_csv_longer_than_the_buffer_is_read_whole()
    {
        var path = Path.Combine(_folder.FullName, "a.csv");
        File.WriteAllLines(path, Enumerable.Range(0, 50_000).Select(i => $"{i};\"xã {i}\";{i % 7}"));
        var rows = Rows(path);
        Assert.Equal(50_000, rows.Count);
        Assert.All(rows, r => Assert.Equal($"xã {r.Number - 1}", r[1].Text));
    }

    [Fact]
    public void Words_in_an_old_code_page_are_refused_with_what_to_do()
    {
        var path = Path.Combine(_folder.FullName, "a.csv");
        File.WriteAllBytes(path, [.. Encoding.ASCII.GetBytes("M"), 0xE3, .. Encoding.ASCII.GetBytes(";x\n1;2\n")]);
        Assert.Contains("UTF-8", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_extension_changes_nothing()
    {
        var xlsx = Save(sheet => { sheet.Row(); sheet.Text("a"); });
        var renamed = Path.Combine(_folder.FullName, "b.csv");
        File.Move(xlsx, renamed);
        Assert.Equal("a", Rows(renamed)[0][0].Text);
        foreach (var (name, bytes) in new[] { ("c.xlsx", "%PDF-1.7"u8.ToArray()), ("d.csv", (byte[])[1, 2, 3, 0]), ("e.xlsx", "<html><table>"u8.ToArray()) })
        {
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), bytes);
            Assert.Contains("không phải bảng tính", Refusal(Path.Combine(_folder.FullName, name)), StringComparison.Ordinal);
        }
        File.WriteAllBytes(Path.Combine(_folder.FullName, "f.xlsx"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0]);
        Assert.Contains("mật khẩu", Refusal(Path.Combine(_folder.FullName, "f.xlsx")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_two_gigabytes_is_refused_unread()
    {
        var path = Path.Combine(_folder.FullName, "a.csv");
        using (var file = File.Create(path)) file.SetLength(2L << 30);
        Assert.Contains("lớn hơn 256 MB", Refusal(path), StringComparison.Ordinal);
    }

    [Fact]
    public void A_zip_bomb_is_refused_whatever_it_claims()
    {
        var bomb = Path.Combine(_folder.FullName, "bomb.xlsx");
        using (var zip = ZipFile.Open(bomb, ZipArchiveMode.Create))
        {
            using (var sound = ZipFile.OpenRead(Save(sheet => sheet.Row())))
                foreach (var entry in sound.Entries.Where(e => !e.FullName.Contains("sheet1", StringComparison.Ordinal)))
                {
                    using var from = entry.Open();
                    using var to = zip.CreateEntry(entry.FullName).Open();
                    from.CopyTo(to);
                }
            using var part = zip.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.Fastest).Open();
            var blank = new byte[1 << 20];
            for (var i = 0; i < 700; i++) part.Write(blank);
        }
        Assert.Contains("khi mở ra lớn hơn 640 MB", Refusal(bomb), StringComparison.Ordinal);

        var many = Path.Combine(_folder.FullName, "many.xlsx");
        using (var zip = ZipFile.Open(many, ZipArchiveMode.Create))
            for (var i = 0; i < 3000; i++) zip.CreateEntry("p" + i);
        Assert.Contains("quá nhiều phần", Refusal(many), StringComparison.Ordinal);
    }

    [Fact]
    public void A_cut_workbook_is_refused()
    {
        var whole = File.ReadAllBytes(Save(sheet => { sheet.Row(); sheet.Text("a"); }));
        var path = Path.Combine(_folder.FullName, "cut.xlsx");
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Contains("hỏng", Refusal(path), StringComparison.Ordinal);
    }

    private string Save(Action<XlsxWriter> write)
    {
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("n") + ".xlsx");
        using var file = File.Create(path);
        using (var sheet = new XlsxWriter(file, "Bảng", [10, 20], 1, 0)) write(sheet);
        return path;
    }

    private static List<SheetRow> Rows(string path)
    {
        using var reader = SheetReader.Open(path).Value;
        var (rows, row) = (new List<SheetRow>(), new SheetRow());
        while (reader.Read(row)) rows.Add(row.Copy());
        return rows;
    }

    private static IEnumerable<Cell> Cells(SheetRow row) => Enumerable.Range(0, row.Count).Select(c => row[c]);

    // In one line, whether it is seen at once or while reading.
    private static string Refusal(string path)
    {
        var opened = SheetReader.Open(path);
        if (!opened.Ok) return Assert.Single(opened.Problems).ToString();
        using var reader = opened.Value;
        var row = new SheetRow();
        return Assert.Throws<SheetRefusedException>(() => { while (reader.Read(row)) Cancel.ThrowIfCancellationRequested(); }).Problem.ToString();
    }
}
