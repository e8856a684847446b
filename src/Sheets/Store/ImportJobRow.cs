using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Sheets.Store;

/// <summary>An import of the page in the store, so that every server can show it and a restart does not forget it. Working paper: the act of writing is in the ledger.</summary>
internal sealed class ImportJobRow
{
    public required string Id { get; init; }

    public ImportState State { get; set; }

    public required string Actor { get; init; }

    /// <summary>What its sender called the file.</summary>
    public required string Name { get; init; }

    public long Size { get; init; }

    /// <summary>SHA-256 of the file, in hex.</summary>
    public required string Hash { get; init; }

    public required string Source { get; init; }

    public DateOnly AsOf { get; init; }

    public DateOnly Recorded { get; init; }

    /// <summary>Where the caller's right reached when the file was sent; ids with spaces.</summary>
    public required string Areas { get; init; }

    /// <summary>What headings mean, as the officer said; JSON.</summary>
    public string Map { get; set; } = "{}";

    /// <summary>What came of it; JSON, empty while nothing has.</summary>
    public string Outcome { get; set; } = "";

    public DateTime Begun { get; init; }

    /// <summary>When the server that works on it was last heard of.</summary>
    public DateTime Beat { get; set; }

    /// <summary>When the present check or writing began.</summary>
    public DateTime Turn { get; set; }

    /// <summary>0 to 1.</summary>
    public double Part { get; set; }

    public bool StopAsked { get; set; }
}

/// <summary>A piece of an import's file: any server can go on with it. Kept for a day.</summary>
internal sealed class ImportPiece
{
    public const int Size = 1 << 20;

    public required string Job { get; init; }

    /// <summary>From 0.</summary>
    public int Number { get; init; }

    public required byte[] Bytes { get; init; }
}

/// <summary>How imports lie in the store.</summary>
internal sealed class ImportJobsMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
        model.Entity<ImportJobRow>(job =>
        {
            job.ToTable("import_jobs");
            job.HasKey(j => j.Id);
            job.Property(j => j.Id).HasMaxLength(32);
            job.Property(j => j.State).HasConversion<string>().HasMaxLength(16);
            job.Property(j => j.Actor).HasMaxLength(256);
            job.Property(j => j.Hash).HasMaxLength(64);
            job.HasIndex(j => new { j.Actor, j.Begun });
        });
        model.Entity<ImportPiece>(piece =>
        {
            piece.ToTable("import_pieces");
            piece.HasKey(p => new { p.Job, p.Number });
            piece.Property(p => p.Job).HasMaxLength(32);
        });
    }
}
