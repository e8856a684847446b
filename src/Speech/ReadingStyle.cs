namespace LangSo.Speech;

/// <summary>Where announcers of different regions read the same figure in different words; the default is that of the north.</summary>
/// <param name="Le">"một trăm lẻ hai" instead of "một trăm linh hai".</param>
/// <param name="Ngan">"ngàn" instead of "nghìn".</param>
/// <param name="ZeroHundred">"hai nghìn không trăm hai mươi tư" instead of "hai nghìn hai mươi tư".</param>
public sealed record ReadingStyle(bool Le = false, bool Ngan = false, bool ZeroHundred = false)
{
    /// <summary>linh, nghìn, no "không trăm".</summary>
    public static readonly ReadingStyle Default = new();
}
