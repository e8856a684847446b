using Microsoft.EntityFrameworkCore;

namespace LangSo.Store;

/// <summary>
/// How a module's records lie in the store. Each module brings one; the context is composed of all of them,
/// so that one transaction can span modules and another engine needs no change to any module.
/// </summary>
public interface IStoreMapping
{
    /// <summary>Registers how the module's ids and values are written.</summary>
    void Convert(ModelConfigurationBuilder conventions);

    /// <summary>Registers the module's tables.</summary>
    void Map(ModelBuilder model);
}
