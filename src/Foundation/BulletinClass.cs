namespace LangSo.Foundation;

/// <summary>The three classes of a bulletin (Thông tư 39/2020/TT-BTTTT), lowest first. In JSON: <c>normal</c>, <c>priority</c>, <c>emergency</c>.</summary>
public enum BulletinClass
{
    /// <summary>Bản tin thông thường: played by schedule.</summary>
    Normal = 1,

    /// <summary>Bản tin ưu tiên: played before ordinary ones.</summary>
    Priority = 2,

    /// <summary>Bản tin khẩn cấp: played at once.</summary>
    Emergency = 3,
}
