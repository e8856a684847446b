namespace LangSo.Reports.Pages;

/// <summary>Values of facts that are words, as people write them.</summary>
public static class CarryWords
{
    /// <summary>A value in words; a number or text as it is.</summary>
    public static string Plain(string value) => value switch
    {
        "yes" => "có",
        "no" => "không",
        "not-applicable" => "không áp dụng",
        "exempt" => "miễn",
        _ => value,
    };
}
