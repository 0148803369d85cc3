namespace GanBench.Exports;

/// <summary>A file format in which other programs read a network. Adding one is a file with a class like this and a line in
/// <see cref="ExportFormatRegistry"/>.</summary>
public abstract class ExportFormat
{
    /// <summary>Name on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>How names of such files end, with the dot.</summary>
    public abstract string Extension { get; }

    /// <summary>Python code that loads a file, for the model card.</summary>
    /// <param name="file">Name of the file.</param>
    /// <param name="network">What is in it.</param>
    public abstract string LoadingCode(string file, ExportedNetwork network);

    /// <summary>Writes a file; it appears whole or not at all.</summary>
    /// <param name="path">The file; an existing one is replaced.</param>
    /// <param name="network">What is written.</param>
    /// <exception cref="EnvironmentException">The file cannot be written.</exception>
    public abstract void Save(string path, ExportedNetwork network);
}
