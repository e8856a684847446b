using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>How commands, drills, repairs, complaints and releases lie in the store.</summary>
internal static class CareMapping
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<CommandRow>(row =>
        {
            row.ToTable("device_commands");
            row.HasKey(c => c.Id);
            row.Property(c => c.Id).HasMaxLength(32);
            row.Property(c => c.Device).HasMaxLength(32);
            row.Property(c => c.Kind).HasMaxLength(32);
            row.Property(c => c.By).HasMaxLength(256);
            row.HasIndex(c => c.Expires);
            row.HasIndex(c => new { c.Device, c.Issued });
        });
        model.Entity<CommandAnswerRow>(row =>
        {
            row.ToTable("device_answers");
            row.HasKey(a => new { a.Command, a.Device });
            row.Property(a => a.Command).HasMaxLength(32);
            row.Property(a => a.Device).HasMaxLength(32);
            row.Property(a => a.Result).HasMaxLength(16);
            row.Property(a => a.Says).HasMaxLength(400);
        });
        model.Entity<DrillRow>(row =>
        {
            row.ToTable("device_drills");
            row.HasKey(d => d.Id);
            row.Property(d => d.Id).HasMaxLength(32);
            row.Property(d => d.By).HasMaxLength(256);
            row.HasIndex(d => d.At);
        });
        model.Entity<RepairRow>(row =>
        {
            row.ToTable("device_repairs");
            row.HasKey(r => r.Number);
            row.Property(r => r.Number).ValueGeneratedNever();
            row.Property(r => r.Device).HasMaxLength(32);
            row.Property(r => r.OpenedBy).HasMaxLength(256);
            row.Property(r => r.Origin).HasMaxLength(16);
            row.Property(r => r.Cause).HasMaxLength(400);
            row.Property(r => r.Assigned).HasMaxLength(256);
            row.Property(r => r.ClosedBy).HasMaxLength(256);
            row.Property(r => r.Done).HasMaxLength(1000);
            row.Property(r => r.Photo).HasMaxLength(64);
            row.HasIndex(r => r.Device);
            row.HasIndex(r => new { r.Closed, r.Due });
        });
        model.Entity<ComplaintRow>(row =>
        {
            row.ToTable("device_complaints");
            row.HasKey(c => c.Number);
            row.Property(c => c.Number).ValueGeneratedNever();
            row.Property(c => c.Device).HasMaxLength(32);
            row.Property(c => c.Kind).HasMaxLength(16);
            row.Property(c => c.Words).HasMaxLength(1000);
            row.Property(c => c.Contact).HasMaxLength(100);
            row.Property(c => c.AnsweredBy).HasMaxLength(256);
            row.Property(c => c.Answer).HasMaxLength(1000);
            row.HasIndex(c => c.Device);
            row.HasIndex(c => c.Received);
        });
        model.Entity<ReleaseRow>(row =>
        {
            row.ToTable("player_releases");
            row.HasKey(r => r.Version);
            row.Property(r => r.Version).HasMaxLength(32);
            row.Property(r => r.By).HasMaxLength(256);
            row.Property(r => r.Stopped).HasMaxLength(400);
        });
    }
}
