using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.Surveys.Store;

internal sealed class SurveysMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
    }
}
