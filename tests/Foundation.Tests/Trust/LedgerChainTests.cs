using CsCheck;

namespace LangSo.Foundation.Tests.Trust;

public sealed class LedgerChainTests
{
    private static List<LedgerRow> Chain(int rows)
    {
        var chain = new List<LedgerRow>();
        for (var i = 0; i < rows; i++)
            chain.Add(LedgerChain.Next(chain.LastOrDefault(), new DateTime(2024, 3, 18, 1, 0, i % 60, DateTimeKind.Utc), "user", "decision", "s" + i, "{}"));
        return chain;
    }

    [Fact]
    public void An_untouched_chain_is_whole() => Assert.Null(LedgerChain.FirstBroken(Chain(40)));

    [Fact]
    public void The_first_altered_row_is_named() => Gen.Select(Gen.Int[0, 39], Gen.Int[0, 4]).Sample((at, field) =>
    {
        var chain = Chain(40);
        chain[at] = field switch
        {
            0 => chain[at] with { Actor = "other" },
            1 => chain[at] with { Body = "{ }" },
            2 => chain[at] with { Subject = "x" },
            3 => chain[at] with { At = chain[at].At.AddMilliseconds(1) },
            _ => chain[at] with { Act = "order" },
        };
        return LedgerChain.FirstBroken(chain) == at + 1;
    });

    [Fact]
    public void A_row_taken_out_breaks_the_chain_where_it_stood() => Gen.Int[0, 38].Sample(at =>
    {
        var chain = Chain(40);
        chain.RemoveAt(at);
        return LedgerChain.FirstBroken(chain) == at + 1;
    });

    [Fact]
    public void Fields_that_run_together_do_not_share_a_hash() =>
        Assert.NotEqual(
            LedgerChain.HashOf(1, default, "ab", "c", "", "", LedgerChain.Root),
            LedgerChain.HashOf(1, default, "a", "bc", "", "", LedgerChain.Root));
}
