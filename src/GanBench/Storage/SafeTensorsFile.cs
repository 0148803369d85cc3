using System.IO.MemoryMappedFiles;

namespace GanBench.Storage;

/// <summary>
/// A safetensors file, memory-mapped for reading: the operating system loads pages as they are touched and shares them between
/// processes. Spans and addresses are valid until <see cref="Dispose"/>.
/// </summary>
public sealed unsafe class SafeTensorsFile : IDisposable
{
    private const int MostShown = 10;

    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _data;
    private readonly Dictionary<string, string> _otherTypes;
    private bool _disposed;

    private SafeTensorsFile(string path)
    {
        Path = path;
        using var stream = new FileStream(
            InputFile.Regular(path), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096);
        var length = stream.Length;
        (var entries, _otherTypes, var metadata, var dataStart) = SafeTensorsHeader.Read(path, stream, length);
        Entries = entries;
        Tensors = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
        Metadata = metadata;
        _map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        _view = _map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        _data = start + _view.PointerOffset + dataStart;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors in file order, without those of a type that is not read.</summary>
    public IReadOnlyList<SafeTensorEntry> Entries { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafeTensorEntry> Tensors { get; }

    /// <summary>The strings of the header.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException">The file is missing, unreadable or not a valid safetensors file.</exception>
    public static SafeTensorsFile Open(string path)
    {
        try
        {
            return new SafeTensorsFile(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new DataException($"Cannot read {path}: there is no such file.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"Cannot read {path}: {e.Message}", e);
        }
    }

    /// <summary>The bytes of a tensor of less than 2 GiB.</summary>
    /// <param name="name">The tensor.</param>
    /// <exception cref="DataException">The file has no such tensor, or it is larger or of a type that is not read.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Entry(name);
        return entry.ByteLength <= int.MaxValue
            ? new ReadOnlySpan<byte>((void*)Address(name), (int)entry.ByteLength)
            : throw new DataException($"Tensor '{name}' of {Path} has {entry.ByteLength} bytes; at most {int.MaxValue} are read at once.");
    }

    /// <summary>The address of a tensor's first byte.</summary>
    /// <param name="name">The tensor.</param>
    /// <exception cref="DataException">The file has no such tensor, or it is of a type that is not read.</exception>
    public nint Address(string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (nint)(_data + Entry(name).Start);
    }

    /// <summary>The place of a tensor.</summary>
    /// <inheritdoc cref="Address"/>
    public SafeTensorEntry Entry(string name)
    {
        if (Tensors.TryGetValue(name, out var entry))
            return entry;
        if (_otherTypes.TryGetValue(name, out var type))
            throw NotRead(name, type);
        string[] names = [.. Tensors.Keys.Concat(_otherTypes.Keys).Select(n => $"'{n}'")];
        var shown = string.Join(", ", names.Take(MostShown)) + (names.Length > MostShown ? $" and {names.Length - MostShown} more" : "");
        throw new DataException($"{Path} has no tensor '{name}' (it has {(names.Length == 0 ? "none" : shown)}).");
    }

    /// <summary>Refuses a file of which a part would be left out.</summary>
    internal void RequireAll()
    {
        foreach (var (name, type) in _otherTypes)
            throw NotRead(name, type);
    }

    /// <summary>Unmaps the file.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _map?.Dispose();
    }

    private DataException NotRead(string name, string type) =>
        new($"Tensor '{name}' of {Path} has type {type}; {string.Join(", ", Enum.GetNames<SafeTensorType>())} are read.");
}
