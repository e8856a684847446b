using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;

namespace LangSo.Store.Engines;

/// <summary>
/// A database that restarts is waited for: whoever begins a piece of work while it is away begins a few seconds later, instead
/// of failing. Only opening is repeated, so nothing is ever done twice.
/// </summary>
internal sealed class PatientOpening : DbConnectionInterceptor
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Pause = TimeSpan.FromMilliseconds(100);

    public static PatientOpening Only { get; } = new();

    public override async ValueTask<InterceptionResult> ConnectionOpeningAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            try
            {
                await connection.OpenAsync(cancellationToken);
                return InterceptionResult.Suppress();
            }
            catch (NpgsqlException e) when (StoreTrouble.IsCut(e) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(Pause, TimeProvider.System, cancellationToken);
            }
        }
    }
}
