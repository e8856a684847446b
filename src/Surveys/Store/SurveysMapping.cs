using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys.Store;

/// <summary>Surveys, households per hamlet, slips and counts.</summary>
internal sealed class SurveysMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
        model.Entity<SurveyRow>(survey =>
        {
            survey.ToTable("surveys");
            survey.Property(s => s.Template).HasMaxLength(40);
            survey.Property(s => s.Period).HasMaxLength(20);
            survey.HasIndex(s => new { s.Unit, s.Template, s.Period }).IsUnique();
        });
        model.Entity<QuotaRow>(quota => quota.ToTable("survey_quotas").HasKey(q => new { q.SurveyId, q.Hamlet }));
        model.Entity<SlipRow>(slip =>
        {
            slip.ToTable("survey_slips");
            slip.HasKey(s => new { s.SurveyId, s.Number });
            slip.Property(s => s.Hash).HasMaxLength(64);
            slip.HasIndex(s => s.Hash).IsUnique();
            slip.Property(s => s.State).HasMaxLength(8);
        });
        model.Entity<TallyRow>(tally =>
        {
            tally.ToTable("survey_tallies");
            tally.HasKey(t => new { t.SurveyId, t.Hamlet, t.Content, t.Said });
            tally.Property(t => t.Content).HasMaxLength(20);
            tally.Property(t => t.Said).HasMaxLength(20);
        });
    }
}
