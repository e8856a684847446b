using LangSo.Bulletins;
using LangSo.Devices;
using LangSo.Foundation;
using LangSo.Store;
using LangSo.Store.Media;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Programmes;

/// <summary>
/// Owns what is played when: programmes with their approval, relays, templates of weeks, quiet hours and volumes, the clash rule, the week page and the emergency page.
/// May know Devices, Bulletins, Airtime, Territory and the ground floor. Emergencies are bulletins and are approved as such.
/// </summary>
public static class Module
{
    /// <summary>Adds the desks and their pages' needs; call it after AddDevices.</summary>
    public static IServiceCollection AddProgrammes(this IServiceCollection services) => services
        .AddSingleton<IStoreMapping, ProgrammesMapping>()
        .AddSingleton<IMediaWanted, ProgrammeSounds>()
        .AddSingleton<HourRules>()
        .AddSingleton<IDeviceRules>(all => all.GetRequiredService<HourRules>())
        .AddSingleton<HoursInStep>()
        .AddNewsReader<HoursInStep>()
        .AddSingleton<HourDesk>()
        .AddSingleton<ProgrammeDesk>()
        .AddSingleton<ProgrammeBook>()
        .AddSingleton<AirBoard>()
        .AddSingleton<ClashDesk>()
        .AddSingleton<RelayDesk>()
        .AddSingleton<WeekCopier>()
        .AddSingleton<StopDesk>()
        .AddSingleton<CalendarDesk>()
        .AddLeaderTimer<RenewalTimer>();

    /// <summary>Maps what is not a page.</summary>
    public static IEndpointRouteBuilder MapProgrammes(this IEndpointRouteBuilder endpoints)
    {
        ProgrammeEndpoints.Map(endpoints);
        return endpoints;
    }

    /// <summary>Adds the demonstration's week for a commune unless it has programmes already; says how many programmes were added.</summary>
    public static Task<Outcome<int>> AddSampleWeekAsync(this IServiceProvider services, UnitId province, UnitId commune, UnitId hamlet, Person writer, Person approver, Person provinceWriter, Person provinceApprover, CancellationToken cancel) =>
        SampleWeek.AddAsync(services, province, commune, hamlet, writer, approver, provinceWriter, provinceApprover, cancel);
}
