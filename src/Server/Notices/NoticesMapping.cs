using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Server.Notices;

/// <summary>Notices, each person's copies, and the mails to send.</summary>
internal sealed class NoticesMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions) { }

    public void Map(ModelBuilder model)
    {
        model.Entity<Notice>(notice =>
        {
            notice.ToTable("notices");
            notice.HasIndex(n => n.Key);
            notice.HasIndex(n => n.Settled);
            notice.Ignore(n => n.Sentence);
        });
        model.Entity<NoticeFor>(copy =>
        {
            copy.ToTable("notice_copies");
            copy.HasKey(c => new { c.NoticeId, c.UserName });
            copy.HasIndex(c => new { c.UserName, c.Read });
            copy.HasIndex(c => c.Mailed);
            copy.HasOne(c => c.Notice).WithMany().HasForeignKey(c => c.NoticeId);
        });
        model.Entity<Mail>(mail =>
        {
            mail.ToTable("mails");
            mail.HasIndex(m => new { m.State, m.NotBefore });
        });
    }
}
