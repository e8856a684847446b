using LangSo.Speech.Voice;
using Microsoft.Extensions.DependencyInjection;

namespace LangSo.Voices;

/// <summary>
/// Owns the neural voices that a customer drops into a folder: Piper's pairs of <c>*.onnx</c> and <c>*.onnx.json</c>.
/// May know Foundation, Speech, OnnxRuntime and the programs espeak-ng and piper; knows nothing of bulletins.
/// A project of its own, so that only the server carries the native library.
/// </summary>
public static class Module
{
    /// <summary>Registers the voices of a folder; it need not be there, and what comes into it later is found without a restart.</summary>
    public static IServiceCollection AddVoices(this IServiceCollection services, string folder) =>
        services.AddSingleton<IVoiceShelf>(_ => new PiperShelf(folder));
}
