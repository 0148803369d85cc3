using System.IO.MemoryMappedFiles;

namespace GanBench.Storage;

/// <summary>
/// A safetensors file, memory-mapped for reading: the operating system loads pages as they are touched and shares them between
/// processes. Spans and addresses are valid until <see cref="Dispose"/>.
/// </summary>
public sealed unsafe class SafeTensorsFile : IDisposable
{
    private readonly MemoryMappedFile? _map;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _data;
    private bool _disposed;

    private SafeTensorsFile(string path)
    {
        Path = path;
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 4096);
        var length = stream.Length;
        (var entries, var metadata, var dataStart) = SafeTensorsHeader.Read(path, stream, length);
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

    /// <summary>The tensors in file order.</summary>
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
    /// <exception cref="DataException">The file has no such tensor.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Entry(name);
        return new ReadOnlySpan<byte>((void*)Address(name), checked((int)entry.ByteLength));
    }

    /// <summary>The address of a tensor's first byte.</summary>
    /// <inheritdoc cref="Bytes"/>
    public nint Address(string name)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return (nint)(_data + Entry(name).Start);
    }

    /// <summary>The place of a tensor.</summary>
    /// <inheritdoc cref="Bytes"/>
    public SafeTensorEntry Entry(string name) => Tensors.TryGetValue(name, out var entry)
        ? entry
        : throw new DataException($"{Path} has no tensor '{name}'; it has {Tensors.Count} others.");

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
}
