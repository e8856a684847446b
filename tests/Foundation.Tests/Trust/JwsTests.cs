using CsCheck;

namespace LangSo.Foundation.Tests.Trust;

public sealed class JwsTests
{
    private sealed record Note(string Text, int Number);

    [Fact]
    public void What_was_signed_opens_with_the_signers_key() => Gen.Select(Gen.String.AlphaNumeric, Gen.Int).Sample((text, number) =>
    {
        using var key = SigningKey.Create();
        return Jws.TryOpen<Note>(key.Sign(new Note(text, number), "note"), "note", key.Public, out var note) && note == new Note(text, number);
    }, iter: 50);

    [Fact]
    public void Another_key_or_another_type_opens_nothing()
    {
        using var key = SigningKey.Create();
        using var other = SigningKey.Create();
        var token = key.Sign(new Note("a", 1), "note");
        Assert.False(Jws.TryOpen<Note>(token, "note", other.Public, out _));
        Assert.False(Jws.TryOpen<Note>(token, "order", key.Public, out _));
    }

    [Fact]
    public void A_changed_character_opens_nothing()
    {
        using var key = SigningKey.Create();
        var token = key.Sign(new Note("Giao Phong", 14212), "note");
        // the last character of a base64url part of 64 bytes has spare bits, so it is left alone
        Gen.Select(Gen.Int[0, token.Length - 2], Gen.Char["ABCxyz019-_."]).Sample((at, c) =>
            token[at] == c || !Jws.TryOpen<Note>(token[..at] + c + token[(at + 1)..], "note", key.Public, out _), iter: 2_000);
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("a.b"), InlineData("..."), InlineData("e30.e30.e30")]
    public void Rubbish_opens_nothing_and_throws_nothing(string? token)
    {
        using var key = SigningKey.Create();
        Assert.False(Jws.TryOpen<Note>(token, "note", key.Public, out _));
    }

    [Fact]
    public void A_key_comes_back_from_its_pem()
    {
        using var key = SigningKey.Create();
        using var same = SigningKey.FromPem(key.ToPem());
        Assert.Equal(key.Id, same.Id);
    }
}
