using System.Globalization;
using LangSo.Foundation;

namespace LangSo.Bulletins.Pages;

/// <summary>The composer's fields as typed: nothing is lost when something is wrong.</summary>
internal sealed class ComposeForm
{
    private static readonly string[] TimeForms = ["H:mm", "HH:mm", "HH:mm:ss", "H'h'mm", "H'h'", "H.mm", "H' giờ 'mm", "H' giờ'"];

    /// <summary>The version that the form was filled from; 0 for a new one.</summary>
    public int Seen { get; set; }
    public string? Title { get; set; }
    public string? Text { get; set; }
    public string? Class { get; set; } = "normal";
    public string? Area { get; set; }
    public string? AreaSearch { get; set; }

    /// <summary>"now" or "at".</summary>
    public string? When { get; set; } = "now";
    public string? Date { get; set; }
    public string? Time { get; set; }
    public string? Topic { get; set; }
    public string? Campaign { get; set; }
    public string? Headline { get; set; }
    public string? Facts { get; set; }

    /// <summary>The headline that was made when the form was shown: left untouched, it stays automatic.</summary>
    public string? AutoHeadline { get; set; }

    /// <summary>The facts that were made when the form was shown.</summary>
    public string? AutoFacts { get; set; }

    /// <summary>"voice" or "recording".</summary>
    public string? Source { get; set; } = "voice";

    /// <summary>The chosen voice; empty is the one of the place.</summary>
    public string? Voice { get; set; }

    /// <summary>Its pace; empty is the one of the place.</summary>
    public string? Pace { get; set; }

    /// <summary>The chosen recording.</summary>
    public string? Recording { get; set; }

    /// <summary>The form of a stored draft.</summary>
    public static ComposeForm Of(Bulletin bulletin)
    {
        var local = bulletin.PlayAt is { } at ? VnTime.ToLocal(at) : (DateTimeOffset?)null;
        return new ComposeForm
        {
            Seen = bulletin.Version, Title = bulletin.Title, Text = bulletin.Text, Area = bulletin.Area?.Value,
            Class = bulletin.Class switch { BulletinClass.Emergency => "emergency", BulletinClass.Priority => "priority", _ => "normal" },
            When = local is null ? "now" : "at",
            Date = local is { } day ? VnTime.Text(DateOnly.FromDateTime(day.DateTime)) : null, Time = local?.ToString("HH:mm", CultureInfo.InvariantCulture),
            Source = bulletin.Source?.Recording is null ? "voice" : "recording", Recording = bulletin.Source?.Recording?.ToString(),
            Voice = bulletin.Source?.Voice, Pace = bulletin.Source?.WordsPerMinute?.ToString(CultureInfo.InvariantCulture),
            Topic = bulletin.Topic, Campaign = bulletin.Campaign?.ToString(), Headline = bulletin.OwnHeadline, Facts = bulletin.OwnFacts is { } facts ? string.Join('\n', facts) : null,
        };
    }

    /// <summary>What the fields say, and what they say that cannot be read. An unreadable time leaves it at "now" in the draft, for previews.</summary>
    public (BulletinDraft Draft, List<Problem> Problems) Read()
    {
        var problems = new List<Problem>();
        DateTime? at = null;
        if (When == "at")
        {
            var day = VnTime.ParseDay(Date);
            if (day is null) problems.Add(string.IsNullOrWhiteSpace(Date) ? new Problem("when", "Chưa chọn ngày phát.") : VnTime.NoSuchDay("when", Date));
            if (string.IsNullOrWhiteSpace(Time)) problems.Add(new Problem("when", "Chưa chọn giờ phát."));
            else if (!TimeOnly.TryParseExact(Time.Trim(), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
                problems.Add(new Problem("when", "Giờ {0} không có. Viết giờ:phút, ví dụ 17:00.", Time.Trim()));
            else if (day is { } date) at = VnTime.At(date, time).UtcDateTime;
        }
        var kind = Class switch { "normal" => BulletinClass.Normal, "priority" => BulletinClass.Priority, "emergency" => BulletinClass.Emergency, _ => (BulletinClass)0 };
        var headline = Same(Headline, AutoHeadline) ? null : Headline;
        var facts = Same(Facts, AutoFacts) ? null : Lines(Facts);
        return (new BulletinDraft(Title ?? "", PastedTable.Told(Text ?? ""), string.IsNullOrWhiteSpace(Area) ? null : new UnitId(Area.Trim()), kind, at, headline, facts,
            ReadSource(), string.IsNullOrWhiteSpace(Topic) ? null : Topic.Trim(), Guid.TryParse(Campaign, out var campaign) ? new CampaignId(campaign) : null), problems);
    }

    /// <summary>Where the sound comes from; null when everything is left to the place.</summary>
    public SoundSource? ReadSource()
    {
        if (Source == "recording")
            return new SoundSource(SoundKind.Recording, Recording: Guid.TryParse(Recording, out var id) ? new RecordingId(id) : null);
        var pace = int.TryParse(Pace, NumberStyles.None, CultureInfo.InvariantCulture, out var words) ? Math.Clamp(words, PlaceVoices.Paces.Least, PlaceVoices.Paces.Most) : (int?)null;
        return string.IsNullOrWhiteSpace(Voice) && pace is null ? null : new SoundSource(SoundKind.Voice, string.IsNullOrWhiteSpace(Voice) ? null : Voice.Trim(), pace);
    }

    private static bool Same(string? own, string? made) => VnText.Clean(own).Length == 0 || VnText.Clean(own) == VnText.Clean(made);

    private static List<string> Lines(string? text) =>
        [.. (text ?? "").Split('\n').Select(VnText.Clean).Where(line => line.Length > 0)];
}
