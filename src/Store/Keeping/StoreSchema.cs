using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace LangSo.Store.Keeping;

/// <summary>What a column holds, apart from how an engine writes it.</summary>
public enum ValueKind
{
    /// <summary>UTF-8.</summary>
    Text,

    /// <summary>A whole number, 64 bits.</summary>
    Whole,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A binary fraction, 64 bits.</summary>
    Real,

    /// <summary>A decimal fraction, as its digits.</summary>
    Exact,

    /// <summary>An instant: microseconds since 2000-01-01 UTC.</summary>
    Instant,

    /// <summary>A day: days since 2000-01-01.</summary>
    Day,

    /// <summary>A GUID, 16 bytes in the order they are read.</summary>
    Guid,

    /// <summary>Bytes as they are.</summary>
    Bytes,
}

/// <summary>One column that is carried.</summary>
/// <param name="Name">In the store.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Width">Bytes of a number on an engine that cares: 2, 4 or 8.</param>
/// <param name="WithOffset">True when SQLite writes the instant with its offset.</param>
public sealed record CarriedColumn(string Name, ValueKind Kind, int Width, bool WithOffset);

/// <summary>One table that is carried: every column, in the order of their names, so that both engines say the same.</summary>
/// <param name="Name">In the store.</param>
/// <param name="Columns">All of them, those without a member and those that the store numbers among them.</param>
/// <param name="Key">Indexes of the key's columns, in the key's order: rows are always read in this order.</param>
/// <param name="Numbered">The column that the store numbers by itself, or null.</param>
public sealed record CarriedTable(string Name, IReadOnlyList<CarriedColumn> Columns, IReadOnlyList<int> Key, string? Numbered)
{
    internal string Quoted => $"\"{Name}\"";

    internal string ColumnList => string.Join(", ", Columns.Select(c => $"\"{c.Name}\""));

    internal string KeyList => string.Join(", ", Key.Select(k => $"\"{Columns[k].Name}\""));
}

/// <summary>Every table of an installation, read from the model: what a module maps is carried without being named here.</summary>
public static class StoreSchema
{
    /// <summary>The ledger's table.</summary>
    public const string Ledger = "ledger";

    /// <summary>The tables, those that others refer to first.</summary>
    public static IReadOnlyList<CarriedTable> Of(DbContext db)
    {
        var tables = db.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var (ordered, met) = (new List<CarriedTable>(), new HashSet<ITable>());
        foreach (var table in tables) Visit(table);
        return ordered;

        void Visit(ITable table)
        {
            if (!met.Add(table)) return;
            foreach (var key in table.ForeignKeyConstraints) Visit(key.PrincipalTable);
            ordered.Add(Carried(table));
        }
    }

    private static CarriedTable Carried(ITable table)
    {
        var columns = table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).ToList();
        if (table.PrimaryKey is not { } key) throw new InvalidOperationException($"Table {table.Name} has no key: its rows have no order.");
        var numbered = columns.SingleOrDefault(c => key.Columns.Contains(c) && c.PropertyMappings.Any(m => m.Property.ValueGenerated.HasFlag(ValueGenerated.OnAdd) && KindOf(m.Property, c) == ValueKind.Whole));
        return new CarriedTable(table.Name, [.. columns.Select(Column)], [.. key.Columns.Select(c => columns.IndexOf((IColumn)c))], numbered?.Name);
    }

    private static CarriedColumn Column(IColumn column)
    {
        var property = column.PropertyMappings[0].Property;
        var width = column.StoreTypeMapping.StoreTypeNameBase switch { "smallint" => 2, "integer" or "real" => 4, _ => 8 };
        return new CarriedColumn(column.Name, KindOf(property, column), width, Provider(property) == typeof(DateTimeOffset));
    }

    private static Type Provider(IProperty property)
    {
        var type = property.GetRelationalTypeMapping().Converter?.ProviderClrType ?? property.ClrType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetUnderlyingType(type) : type;
    }

    private static ValueKind KindOf(IProperty property, IColumn column) => Provider(property) switch
    {
        var t when t == typeof(string) && !column.StoreType.StartsWith("json", StringComparison.Ordinal) => ValueKind.Text,
        var t when t == typeof(long) || t == typeof(int) || t == typeof(short) || t == typeof(byte) => ValueKind.Whole,
        var t when t == typeof(bool) => ValueKind.Truth,
        var t when t == typeof(double) || t == typeof(float) => ValueKind.Real,
        var t when t == typeof(decimal) => ValueKind.Exact,
        var t when t == typeof(DateTime) || t == typeof(DateTimeOffset) => ValueKind.Instant,
        var t when t == typeof(DateOnly) => ValueKind.Day,
        var t when t == typeof(Guid) => ValueKind.Guid,
        var t when t == typeof(byte[]) => ValueKind.Bytes,
        var t => throw new InvalidOperationException($"{column.Table.Name}.{column.Name}: {t.Name} has no portable form yet; give it one in ValueKind."),
    };
}
