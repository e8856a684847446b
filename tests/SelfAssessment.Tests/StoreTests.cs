using LangSo.Store;
using LangSo.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.SelfAssessment.Tests;

public sealed class StoreTests
{
    [Fact]
    public async Task The_module_has_its_place_in_the_store()
    {
        await using var store = await TempStore.CreateAsync(services => services.AddSelfAssessment());
        Assert.Contains(store.Get<IEnumerable<IStoreMapping>>(), m => m.GetType().Namespace == "LangSo.SelfAssessment.Store");
    }
}
