using LangSo.Store;
using Microsoft.EntityFrameworkCore;

namespace LangSo.SelfAssessment.Store;

internal sealed class SelfAssessmentMapping : IStoreMapping
{
    public void Convert(ModelConfigurationBuilder conventions)
    {
    }

    public void Map(ModelBuilder model)
    {
    }
}
