using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace LangSo.Server.Host;

/// <summary>
/// Pages as few bytes as they can be: a commune may hang on 256 kb/s. Vietnamese letters stand as they are instead of as numbers, and what is written
/// anew for each request is packed well; shipped files were packed as small as can be when the program was published.
/// </summary>
internal static class SmallPages
{
    public static IServiceCollection AddSmallPages(this IServiceCollection services) => services
        .Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All))
        // The second level that is worth its time: half of what the fastest one leaves, for two or three milliseconds of a large page.
        .Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal)
        .Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal)
        .AddResponseCompression(compression =>
        {
            compression.MimeTypes = ["text/html", "application/json", "text/plain", "text/csv"];
            // Behind a proxy that speaks TLS every request is https. What is secret in a page, its forms' token, is new each time, so that its length tells nothing.
            compression.EnableForHttps = true;
        });
}
