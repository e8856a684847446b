namespace LangSo.Recognition.Procedure;

/// <summary>The file of a paper: it lies in the vault under its hash, and the hash stands in the act that added it.</summary>
/// <param name="Sha256">Of its bytes, hex.</param>
/// <param name="Name">As it was handed in.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="Bytes">Its size.</param>
public sealed record PaperFile(string Sha256, string Name, string MediaType, long Bytes);
