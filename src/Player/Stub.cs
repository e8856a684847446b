namespace LangSo.Player;
public static class PlayerProgram { public static Task<int> RunAsync(string[] args, CancellationToken c) => Task.FromResult(1); public static void Main() { } }
