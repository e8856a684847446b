using LangSo.Criteria.Assessments;
using LangSo.Criteria.Checks;
using LangSo.Criteria.Evidence;
using LangSo.Criteria.Sets;
using LangSo.Criteria.Sets.Drafts;
using LangSo.Criteria.Store;
using LangSo.Store;
using LangSo.Store.Media;
using LangSo.Territory.Changes;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Criteria;

/// <summary>
/// Owns indicators, facts, criteria sets and what a unit meets of them: since when, from whom, learned when.
/// May know Territory and the ground floor. Titles and decisions are above it and none of its business.
/// Facts come from files and from the desk; what LangSo sees itself comes from modules above as <see cref="IFactWitness"/>es.
/// </summary>
public static class Module
{
    /// <summary>Registers the module.</summary>
    public static IServiceCollection AddCriteria(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, CriteriaMapping>()
        .AddSingleton<FactBooks>()
        .AddSingleton<IMergeWitness, FactMergeWitness>()
        .AddSingleton<FactLoader>()
        .AddSingleton<SetSeals>()
        .AddSingleton<TakenSets>()
        .AddSingleton<SetDesk>()
        .AddSingleton<IStoreMapping, SetDraftMapping>()
        .AddSingleton<SetDrafts>()
        .AddSingleton<CheckRounds>()
        .AddLeaderTimer<CheckTimer>()
        .AddSingleton<Assessor>()
        .AddSingleton<SheetContents>()
        .AddSingleton<FactDesk>()
        .AddSingleton<FactProof>()
        .AddSingleton<Witnesses>()
        .AddMediaVault()
        .AddEvidence();
}
