using LangSo.Foundation;
using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Devices;

/// <summary>How devices, orders and playback records lie in the store.</summary>
internal sealed class DevicesMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions) => conventions.Properties<DeviceKind>().HaveConversion<string>().HaveMaxLength(16);

    public void Map(ModelBuilder model)
    {
        model.Entity<DeviceRow>(row =>
        {
            row.ToTable("devices");
            row.HasKey(d => d.Id);
            row.Property(d => d.Id).HasMaxLength(32);
            row.Property(d => d.Name).HasMaxLength(200);
            row.Property(d => d.EnrolCode).HasMaxLength(16);
            row.Property(d => d.TokenHash).HasMaxLength(64);
            row.Property(d => d.Labels).HasMaxLength(400);
            row.Property(d => d.Alarm).HasMaxLength(400);
            row.HasIndex(d => d.EnrolCode).IsUnique();
            row.HasIndex(d => d.Unit);
        });
        model.Entity<DelegationRow>(row =>
        {
            row.ToTable("delegations");
            row.HasKey(d => d.Id);
            row.Property(d => d.Id).HasMaxLength(32);
            row.Property(d => d.UserName).HasMaxLength(256);
            row.Property(d => d.KeyId).HasMaxLength(64);
            row.Property(d => d.HighestClass).HasConversion<string>().HasMaxLength(16);
            row.HasIndex(d => new { d.UserName, d.ValidUntil });
        });
        model.Entity<SigningKeyRow>(row =>
        {
            row.ToTable("signing_keys");
            row.HasKey(k => k.Name);
            row.Property(k => k.Name).HasMaxLength(64);
        });
        model.Entity<OrderRow>(row =>
        {
            row.ToTable("orders");
            row.HasKey(o => o.Id);
            row.Property(o => o.Id).HasMaxLength(64);
            row.Property(o => o.Kind).HasMaxLength(16);
            row.Property(o => o.Bulletin).HasMaxLength(64);
            row.Property(o => o.Class).HasConversion<string>().HasMaxLength(16);
            row.Property(o => o.Signer).HasMaxLength(256);
            row.HasIndex(o => o.Serial).IsUnique();
            row.HasIndex(o => o.Bulletin);
            row.HasIndex(o => o.Expires);
        });
        model.Entity<PlayRow>(row =>
        {
            row.ToTable("plays");
            row.HasKey(p => new { p.Device, p.N, p.Month });
            row.Property(p => p.Device).HasMaxLength(32);
            row.Property(p => p.OrderId).HasMaxLength(64);
            row.Property(p => p.Bulletin).HasMaxLength(64);
            row.Property(p => p.Media).HasMaxLength(64);
            row.Property(p => p.Result).HasMaxLength(16);
            row.Property(p => p.Reason).HasMaxLength(400);
            row.HasIndex(p => p.Bulletin);
            row.HasIndex(p => new { p.Result, p.Received });
        });
        model.Entity<ReadingRow>(row =>
        {
            row.ToTable("readings");
            row.HasKey(r => new { r.Device, r.At });
            row.Property(r => r.Device).HasMaxLength(32);
            row.Property(r => r.Power).HasMaxLength(16);
        });
        CareMapping.Map(model);
    }
}
