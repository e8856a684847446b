using LangSo.Foundation;
using LangSo.Recognition.Procedure;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Recognition.Store;

/// <summary>What lists ask of a dossier: reckoned from its acts each time that one is added, and never anything else.</summary>
internal sealed class DossierRow
{
    public required string Id { get; init; }

    /// <summary>The number that people say: 12.</summary>
    public required int Serial { get; init; }
    public required DossierKind Kind { get; init; }
    public required UnitId Unit { get; set; }

    /// <summary>The unit at the top above it.</summary>
    public required UnitId Province { get; set; }
    public required string Title { get; init; }
    public required string Field { get; init; }
    public required int Year { get; init; }
    public required string Set { get; init; }
    public required bool Sample { get; init; }
    public required string Template { get; set; }
    public required string Step { get; set; }
    public required DossierStatus Status { get; set; }
    public required int Version { get; set; }

    /// <summary>"right@unit" of the desk that has to act; empty when nobody has to.</summary>
    public required string Desk { get; set; }
    public required DateOnly OpenedOn { get; set; }
    public required DateOnly EnteredOn { get; set; }
    public DateOnly? Due { get; set; }

    /// <summary>The day number of the deadline, or <see cref="NoDue"/>: lists are in this order.</summary>
    public required int Order { get; set; }
    public required bool Escalated { get; set; }

    /// <summary>True once there is a decision whose values are watched.</summary>
    public required bool Decided { get; set; }

    /// <summary>True while nobody has looked at a change after the decision.</summary>
    public required bool Drifted { get; set; }

    /// <summary>After every deadline.</summary>
    public const int NoDue = 9_999_999;

    /// <summary>What tasks are found by.</summary>
    public static string DeskKey(string right, UnitId unit) => right + "@" + unit.Value;
}

/// <summary>One act, as it was written. Never changed.</summary>
internal sealed class DossierActRow
{
    public required string Dossier { get; init; }
    public required int Number { get; init; }
    public required DateTime At { get; init; }
    public required string Actor { get; init; }
    public required string Deed { get; init; }
    public required string Body { get; init; }
    public required string Previous { get; init; }
    public required string Hash { get; init; }

    public static DossierActRow Of(DossierAct act) => new()
    {
        Dossier = act.Dossier.ToString(), Number = act.Number, At = act.At, Actor = act.By.User, Deed = DossierAct.DeedName(act.Deed), Body = act.Body, Previous = act.Previous, Hash = act.Hash,
    };

    public DossierAct Read() => DossierAct.Read(new DossierId(Guid.ParseExact(Dossier, "n")), Number, At, Body, Previous, Hash);
}

/// <summary>What was handed in, under its hash. Never changed.</summary>
internal sealed class DossierSheetRow
{
    public required string Digest { get; init; }
    public required string Body { get; init; }
}

internal static class DossierMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<DossierRow>(row =>
        {
            row.ToTable("dossiers");
            row.HasKey(r => r.Id);
            row.Property(r => r.Id).HasMaxLength(32);
            row.Property(r => r.Kind).HasConversion<string>().HasMaxLength(16);
            row.Property(r => r.Status).HasConversion<string>().HasMaxLength(16);
            row.Property(r => r.Title).HasMaxLength(32);
            row.Property(r => r.Field).HasMaxLength(32);
            row.Property(r => r.Set).HasMaxLength(64);
            row.Property(r => r.Template).HasMaxLength(64);
            row.Property(r => r.Step).HasMaxLength(64);
            row.Property(r => r.Desk).HasMaxLength(80);
            row.HasIndex(r => r.Serial).IsUnique();
            row.HasIndex(r => new { r.Desk, r.Order, r.Serial });
            row.HasIndex(r => new { r.Drifted, r.Province });
            row.HasIndex(r => new { r.Decided, r.Serial });
            row.HasIndex(r => new { r.Unit, r.Year });
            row.HasIndex(r => new { r.Order, r.Serial });
        });
        model.Entity<DossierActRow>(row =>
        {
            row.ToTable("dossier_acts");
            row.HasKey(r => new { r.Dossier, r.Number });
            row.Property(r => r.Dossier).HasMaxLength(32);
            row.Property(r => r.Deed).HasMaxLength(32);
            row.Property(r => r.Actor).HasMaxLength(256);
            row.Property(r => r.Previous).HasMaxLength(64);
            row.Property(r => r.Hash).HasMaxLength(64);
        });
        model.Entity<DossierSheetRow>(row =>
        {
            row.ToTable("dossier_sheets");
            row.HasKey(r => r.Digest);
            row.Property(r => r.Digest).HasMaxLength(64);
        });
    }
}
