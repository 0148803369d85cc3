using System.Text;

namespace GanBench.Storage;

/// <summary>
/// Opens files that are to be read, and regular ones only: to open a pipe waits for a writer, for ever and past every signal. Links are
/// followed.
/// </summary>
public static class InputFile
{
    /// <summary>Whether there is a regular file.</summary>
    /// <param name="path">The path.</param>
    public static bool Exists(string path) => File.Exists(path) && !FileKind.IsSpecial(path);

    /// <summary>Opens a file for reading, shared with other readers.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">It is missing, cannot be read, or is a pipe, a socket or a device.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream OpenRead(string path) => File.OpenRead(Regular(path));

    /// <summary>All bytes of a file.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public static byte[] ReadAllBytes(string path) => File.ReadAllBytes(Regular(path));

    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="encoding">Its encoding; null for UTF-8.</param>
    /// <inheritdoc cref="OpenRead" path="/exception"/>
    public static string ReadAllText(string path, Encoding? encoding = null) =>
        File.ReadAllText(Regular(path), encoding ?? Encoding.UTF8);

    /// <summary>The lines of a file in UTF-8.</summary>
    /// <inheritdoc cref="OpenRead"/>
    public static string[] ReadAllLines(string path) => File.ReadAllLines(Regular(path));

    /// <summary>The path itself, for whatever opens it next.</summary>
    /// <param name="path">The path; nothing needs to be there.</param>
    /// <exception cref="IOException">It leads to a pipe, a socket or a device.</exception>
    public static string Regular(string path) => FileKind.IsSpecial(path)
        ? throw new IOException($"{path} is a pipe, a socket or a device, and only regular files are read.")
        : path;
}
