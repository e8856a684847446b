using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LangSo.Store.Engines;

/// <summary>One column of a bulk write: its name and how its value is taken from a row, as the engine wants it.</summary>
internal sealed record BulkColumn(string Name, string StoreType, Func<object, object?> Read);

/// <summary>The table of a record type, read from the model, so that bulk writes say the same as single ones.</summary>
internal sealed record BulkTable(string Name, IReadOnlyList<BulkColumn> Columns)
{
    /// <summary>Every mapped column that the store does not number by itself.</summary>
    public static BulkTable Of<T>(DbContext db)
    {
        var entity = db.Model.FindEntityType(typeof(T)) ?? throw new InvalidOperationException($"{typeof(T).Name} is not mapped.");
        var table = StoreObjectIdentifier.Create(entity, StoreObjectType.Table)!.Value;
        return new BulkTable(table.Name, [.. entity.GetProperties().Where(p => !p.IsShadowProperty() || !p.ValueGenerated.HasFlag(ValueGenerated.OnAdd)).Select(Column)]);

        BulkColumn Column(IProperty property)
        {
            if (property.IsShadowProperty()) throw new InvalidOperationException($"{typeof(T).Name}.{property.Name} has no value to write in bulk.");
            var (getter, mapping) = (property.GetGetter(), property.GetRelationalTypeMapping());
            return new BulkColumn(
                property.GetColumnName(table)!, mapping.StoreTypeNameBase,
                row => getter.GetClrValue(row) is not { } value ? null : mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value);
        }
    }
}
