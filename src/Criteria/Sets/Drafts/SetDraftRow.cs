using System.Text.Json;
using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Criteria.Sets.Drafts;

/// <summary>How far a draft is.</summary>
public enum SetDraftState
{
    /// <summary>Being written; judges nothing.</summary>
    Open,

    /// <summary>Its text is in the ledger and judges from its first day.</summary>
    Published,

    /// <summary>Given up.</summary>
    Dropped,
}

/// <summary>A stored draft.</summary>
/// <param name="Id">Its address.</param>
/// <param name="Content">What it says.</param>
/// <param name="State">How far it is.</param>
/// <param name="Revision">Counts the savings.</param>
/// <param name="Author">Who began it.</param>
/// <param name="By">Who saved it last.</param>
/// <param name="Changed">When, UTC.</param>
public sealed record StoredSetDraft(string Id, SetDraftContent Content, SetDraftState State, int Revision, string Author, string By, DateTime Changed);

/// <summary>A draft in the store. Working paper: what is official is the act that publishing it records.</summary>
internal sealed class SetDraftRow
{
    public required string Id { get; init; }

    public required string Set { get; init; }

    public SetDraftState State { get; set; }

    public required string Body { get; set; }

    public int Revision { get; set; }

    public required string Author { get; init; }

    public required string By { get; set; }

    public DateTime Changed { get; set; }

    public StoredSetDraft Read() => new(Id, JsonSerializer.Deserialize<SetDraftContent>(Body, LangSoJson.Compact)!, State, Revision, Author, By, Changed);

    public static string Written(SetDraftContent content) => JsonSerializer.Serialize(content, LangSoJson.Compact);
}

/// <summary>How drafts of sets lie in the store.</summary>
internal sealed class SetDraftMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model) => model.Entity<SetDraftRow>(draft =>
    {
        draft.ToTable("set_drafts");
        draft.HasKey(d => d.Id);
        draft.Property(d => d.Id).HasMaxLength(32);
        draft.Property(d => d.Set).HasMaxLength(64);
        draft.Property(d => d.State).HasConversion<string>().HasMaxLength(16);
        draft.Property(d => d.Revision).IsConcurrencyToken();
        draft.HasIndex(d => d.Changed);
    });
}
