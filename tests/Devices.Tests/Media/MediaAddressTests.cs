using LangSo.Devices;
using LangSo.Store;
using LangSo.Store.Media;

namespace LangSo.Devices.Tests;

public sealed class MediaAddressTests
{
    private static readonly DataFolder Data = new("/srv/langso");

    [Fact]
    public void Nothing_said_is_the_data_folder_and_a_path_or_a_file_address_is_a_shared_one()
    {
        Assert.Equal("/srv/langso/media", MediaAddress.Parse(null, Data).Value.Folder);
        Assert.Equal("/mnt/chung", MediaAddress.Parse("/mnt/chung", Data).Value.Folder);
        Assert.Equal("/mnt/thư mục", MediaAddress.Parse("file:///mnt/th%C6%B0%20m%E1%BB%A5c", Data).Value.Folder);
    }

    [Fact]
    public void Keys_come_from_the_address_or_from_the_environment_and_are_never_shown()
    {
        var written = MediaAddress.Parse("s3://k%2B1:s%2Fe%3Ac@10.0.0.5:9000/kho/a/b?region=vn&tls=false&cache=64&public=https://cdn.vn/x/", Data).Value;
        Assert.Equal(("k+1", "s/e:c", "vn", "kho", "a/b"), (written.S3!.Key, written.S3.Secret, written.S3.Region, written.S3.Bucket, written.S3.Prefix));
        Assert.Equal(("http://10.0.0.5:9000/", 64L << 20, "https://cdn.vn/x"), (written.S3.Server.ToString(), written.S3.CacheBytes, written.Public));
        var set = MediaAddress.Parse("s3://kho.vn/am-thanh", Data, name => name == "LANGSO_S3_KEY" ? "từ-môi-trường" : "mật").Value;
        Assert.Equal(("từ-môi-trường", "mật", "https://kho.vn/"), (set.S3!.Key, set.S3.Secret, set.S3.Server.ToString()));
        foreach (var said in (string[])[written.ToString(), written.S3.ToString(), set.ToString(), set.S3.ToString()])
            Assert.DoesNotContain(new[] { "k+1", "s/e:c", "từ-môi-trường", "mật" }, secret => said.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("s3://k:s@may/", "--media")]
    [InlineData("s3://k:a/b@may/kho", "--media")]
    [InlineData("s3://may/kho", "LANGSO_S3_KEY")]
    [InlineData("s3://k:s@may/kho?regoin=vn", "regoin")]
    [InlineData("s3://k:s@may/kho?tls=co", "tls")]
    [InlineData("ftp://may/kho", "s3://")]
    [InlineData("file://may/kho", "s3://")]
    public void An_address_that_is_wrong_is_refused_in_one_line(string text, string says)
    {
        var problem = Assert.Single(MediaAddress.Parse(text, Data, _ => null).Problems);
        Assert.Contains(says, problem.Field + " " + problem, StringComparison.Ordinal);
    }
}
