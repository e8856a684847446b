using LangSo.Foundation;
using LangSo.Speech.Voice;

namespace LangSo.Bulletins;

/// <summary>What may be done with recordings. Touches nothing.</summary>
internal static class RecordingRules
{
    /// <summary>Characters of a title.</summary>
    public const int TitleLimit = 120;

    /// <summary>A new recording, or why not.</summary>
    public static Outcome<Recording> Add(RecordingId id, string? title, RecordingKind kind, UnitId? area, SoundRef sound, IReadOnlyList<SoundFinding> findings, Officer by, Ground ground, DateTime now)
    {
        var clean = VnText.Clean(title).Replace('\n', ' ');
        if (WhereProblem(area, by, ground) is { } wrong) return wrong;
        if (clean.Length == 0) return new Problem("title", "Chưa đặt tên. Viết vài chữ để tìm lại được.");
        if (clean.Length > TitleLimit) return new Problem("title", "Tên dài {0} ký tự, nhiều nhất {1}. Viết ngắn lại.", VnText.Number(clean.Length), TitleLimit);
        if (!Enum.IsDefined(kind)) return new Problem("kind", "Chọn loại: thu tại chỗ, tệp tải lên hoặc nhạc hiệu.");
        return new Recording
        {
            Id = id, Version = 1, Title = clean, Kind = kind, Area = area!.Value, Sound = sound, Findings = findings,
            Author = by.Person.User, AuthorName = by.Person.Name, MadeAt = now,
        };
    }

    /// <summary>Why somebody can't keep a recording for this unit, or null.</summary>
    public static Problem? WhereProblem(UnitId? area, Officer by, Ground ground) => area is not { } unit || !ground.Exists(unit)
        ? new Problem("area", "Chưa chọn đơn vị giữ bản thu.")
        : ground.Covers(by.Writes, unit) ? null : new Problem("area", "Bạn chưa có quyền giữ bản thu cho {0}.", ground.NameOf(unit));

    /// <summary>Who made it, or who writes or approves for its unit, keeps it from new bulletins.</summary>
    public static Outcome<Recording> Withdraw(Recording was, Officer by, Ground ground, DateTime now)
    {
        if (was.WithdrawnAt is { } at) return new Problem("", "{0} đã thu hồi bản thu này lúc {1}.", was.WithdrawnByName ?? "", VnTime.Moment(at));
        return MayWithdraw(was, by, ground)
            ? was with { Version = was.Version + 1, WithdrawnAt = now, WithdrawnByName = by.Person.Name }
            : new Problem("", "Bạn chưa có quyền thu hồi bản thu của {0}.", ground.NameOf(was.Area));
    }

    /// <summary>True when they may withdraw it now.</summary>
    public static bool MayWithdraw(Recording was, Officer by, Ground ground) =>
        was.WithdrawnAt is null && (by.Is(was.Author) || ground.Covers(by.Writes, was.Area) || ground.Covers(by.Approves, was.Area));

    /// <summary>Why a bulletin can't be played with it, or null. What is grave is not approved; a warning is for people to weigh.</summary>
    public static Problem? Unfit(Recording recording)
    {
        if (recording.WithdrawnAt is { } at)
            return new Problem("sound", "Bản thu \"{0}\" đã bị {1} thu hồi lúc {2}. Chọn bản thu khác hoặc để máy đọc.", recording.Title, recording.WithdrawnByName ?? "", VnTime.Moment(at));
        return recording.Findings.FirstOrDefault(f => f.Grave) is { } grave
            ? new Problem("sound", "Bản thu \"{0}\" chưa phát được: {1} Cắt lại hoặc thu lại rồi chọn bản mới.", recording.Title, FindingWords.Say(grave).ToString())
            : null;
    }
}

/// <summary>What was found, as one says it to whoever recorded.</summary>
internal static class FindingWords
{
    /// <summary>"Lặng 6 giây từ giây 12."</summary>
    public static Problem Say(SoundFinding finding) => finding.Fault switch
    {
        SoundFault.AllSilent => new Problem("", "Không có tiếng nào nghe được."),
        SoundFault.TooShort => new Problem("", "Ngắn hơn 1 giây."),
        SoundFault.Gap => new Problem("", "Lặng {0} giây từ giây {1}.", Number(finding.Value), Number(finding.At ?? 0)),
        SoundFault.Clipped when finding.Grave => new Problem("", "Tiếng bị vỡ vì quá to ở {0} thời lượng, bắt đầu từ giây {1}.", VnText.Percent((decimal)finding.Value * 100), Number(finding.At ?? 0)),
        SoundFault.Clipped => new Problem("", "Tiếng bị vỡ vì quá to từ giây {0}.", Number(finding.At ?? 0)),
        SoundFault.Noise => new Problem("", "Tiếng ồn nền chỉ nhỏ hơn giọng đọc {0} dB; nơi yên tĩnh cách 30 dB trở lên.", Number(finding.Value)),
        SoundFault.Hum => new Problem("", "Có tiếng ù điện; nghe rõ nhất ở giây {0}. Kiểm tra dây và nguồn của micrô.", Number(finding.At ?? 0)),
        _ when finding.Grave => new Problem("", "Thu quá nhỏ ({0} LUFS), khuếch đại lên sẽ ồn. Nói gần micrô hơn.", Number(finding.Value)),
        _ => new Problem("", "Thu hơi nhỏ ({0} LUFS). Nói gần micrô hơn.", Number(finding.Value)),
    };

    private static string Number(double value) => VnText.Number(Math.Round((decimal)value, 1));
}
