using LangSo.Foundation;

namespace LangSo.Server.Keeping;

/// <summary>Carries media and keys from one data folder to another; what is there already is left, so it can be done again.</summary>
internal static class FolderMove
{
    public static async Task<Outcome<(int Media, int Keys)>> RunAsync(string from, string to, CancellationToken cancel)
    {
        var (source, target) = (new KeyFolder(from), new KeyFolder(to));
        if (target.RefusesKeysOf(source) is { } refused) return refused;
        var (here, there) = (new MediaFolder(Path.Combine(from, "media")), new MediaFolder(Path.Combine(to, "media")));
        var media = 0;
        await foreach (var (name, _) in here.ListAsync(cancel))
        {
            if (!await here.IsWholeAsync(name, cancel)) return new Problem("--from", "Tệp âm thanh {0} ở nơi đi bị hỏng; chưa chuyển hết.", name[..12]);
            await using var content = (await here.OpenAsync(name, cancel))!;
            await there.PutAsync(name, content, cancel);
            if (!await there.IsWholeAsync(name, cancel)) return new Problem("--to", "Tệp âm thanh {0} ở nơi đến bị hỏng.", name[..12]);
            media++;
        }
        var keys = source.List();
        foreach (var name in keys) target.Write(name, source.Read(name));
        return (media, keys.Count);
    }
}
