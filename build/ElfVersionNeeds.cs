// Compiled twice: by MSBuild, as the task of WeakVersionNeed.targets, and into GanBench, which reads the flag. MSBuild compiles against
// .NET Standard 2.0, which has no spans, and without implicit usings.
#nullable enable
#if !NET
using System;
using System.Collections.Generic;
using System.IO;
#endif

namespace GanBench.Engine;

/// <summary>How a shared library asks for one version of another library's symbols.</summary>
internal enum VersionNeed
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It does not load where that version is missing.</summary>
    Strong,

    /// <summary>It loads without that version, and fails only where it calls a symbol of it.</summary>
    Weak,
}

/// <summary>
/// The versions of symbols that a shared library needs of others: section .gnu.version_r of an ELF file, a list of libraries (verneed) of
/// which each has a list of versions (vernaux). Layouts: System V ABI, "Object Files"; Linux Standard Base, "Symbol Versioning".
/// </summary>
internal static class ElfVersionNeeds
{
    private const uint StringTable = 3, VersionNeeds = 0x6ffffffe;
    private const int SectionHeaderSize = 64, EntrySize = 16, WeakFlag = 0x2;

    /// <summary>Says how a library needs a version.</summary>
    /// <param name="file">All bytes of an ELF file of 64 bits, little-endian.</param>
    /// <param name="version">The version's name, such as GLIBCXX_3.4.32.</param>
    /// <exception cref="InvalidDataException">The file is something else, cut off, or contradicts itself.</exception>
    public static VersionNeed Find(byte[] file, string version)
    {
        var found = VersionNeed.None;
        foreach (var entry in Entries(file, version))
            found = found == VersionNeed.Strong || !IsWeak(file, entry) ? VersionNeed.Strong : VersionNeed.Weak;
        return found;
    }

    /// <summary>Marks a library's need of a version as weak, in place. Every other byte stays; when it throws, all do.</summary>
    /// <param name="file">All bytes of an ELF file of 64 bits, little-endian.</param>
    /// <param name="version">The version's name, such as GLIBCXX_3.4.32.</param>
    /// <returns>How the library needed it before.</returns>
    /// <exception cref="InvalidDataException">The file is something else, cut off, or contradicts itself.</exception>
    public static VersionNeed Weaken(byte[] file, string version)
    {
        var before = Find(file, version);
        foreach (var entry in Entries(file, version))
            file[entry + 4] |= WeakFlag;
        return before;
    }

    private static bool IsWeak(byte[] file, int entry) => (file[entry + 4] & WeakFlag) != 0;

    // Where the vernaux entries of this name begin.
    private static IEnumerable<int> Entries(byte[] file, string version)
    {
        if (file.Length < SectionHeaderSize || file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F')
            throw new InvalidDataException("not an ELF file");
        if (file[4] != 2 || file[5] != 1)
            throw new InvalidDataException("an ELF file, but not of 64 bits, little-endian");
        int count = U16(file, 0x3c), headerSize = U16(file, 0x3a);
        if (count == 0 || headerSize != SectionHeaderSize)
            throw new InvalidDataException("an ELF file without section headers");
        var headers = Part(file, U64(file, 0x28), (ulong)count * SectionHeaderSize, "section headers").Start;

        for (var header = headers; header < headers + (count * SectionHeaderSize); header += SectionHeaderSize)
        {
            if (U32(file, header + 4) != VersionNeeds)
                continue;
            var link = U32(file, header + 40);
            if (link >= count || U32(file, headers + ((int)link * SectionHeaderSize) + 4) != StringTable)
                throw new InvalidDataException("an ELF file whose version needs have no string table");
            var needs = Section(file, header, "version needs");
            var names = Section(file, headers + ((int)link * SectionHeaderSize), "names");
            var library = needs.Start;
            for (var libraries = U32(file, header + 44); libraries > 0; libraries--)
            {
                if (U16(file, Inside(needs, library)) != 1)
                    throw new InvalidDataException("an ELF file whose version needs are of an unknown kind");
                var at = library;
                for (int versions = U16(file, library + 2), next = 8; versions > 0; versions--, next = 12)
                {
                    at = Next(needs, at, U32(file, at + next));
                    if (IsName(file, names, U32(file, at + 8), version))
                        yield return at;
                }
                if (libraries > 1)
                    library = Next(needs, library, U32(file, library + 12));
            }
        }
    }

    private static (int Start, int End) Section(byte[] file, int header, string what) =>
        Part(file, U64(file, header + 24), U64(file, header + 32), what);

    private static (int Start, int End) Part(byte[] file, ulong start, ulong size, string what) =>
        start <= (ulong)file.Length && size <= (ulong)file.Length - start
            ? ((int)start, (int)(start + size))
            : throw new InvalidDataException($"an ELF file that is cut off: its {what} lie beyond its end");

    // Entries are linked by offsets, each from where the one before begins: forwards, so that no list has a loop.
    private static int Next((int Start, int End) section, int from, uint offset) =>
        Inside(section, offset < EntrySize ? -1 : from + (long)offset);

    private static int Inside((int Start, int End) section, long entry) =>
        entry >= section.Start && entry + EntrySize <= section.End
            ? (int)entry
            : throw new InvalidDataException("an ELF file whose version needs lead out of their section");

    private static bool IsName(byte[] file, (int Start, int End) names, uint offset, string name)
    {
        var start = names.Start + (long)offset;
        if (start >= names.End)
            throw new InvalidDataException("an ELF file whose version needs have names outside their string table");
        if (start + name.Length >= names.End || file[start + name.Length] != 0)
            return false;
        for (var i = 0; i < name.Length; i++)
        {
            if (file[start + i] != name[i])
                return false;
        }
        return true;
    }

    private static ushort U16(byte[] file, int at) => (ushort)(file[at] | file[at + 1] << 8);

    private static uint U32(byte[] file, int at) => U16(file, at) | (uint)U16(file, at + 2) << 16;

    private static ulong U64(byte[] file, int at) => U32(file, at) | (ulong)U32(file, at + 4) << 32;
}

#if !NET
/// <summary>Copies a shared library and marks one version that it needs as weak in the copy.</summary>
public sealed class WeakenVersionNeed : Microsoft.Build.Utilities.Task
{
    /// <summary>The library, which stays as it is.</summary>
    [Microsoft.Build.Framework.Required]
    public string Source { get; set; } = "";

    /// <summary>The copy. It appears complete or not at all.</summary>
    [Microsoft.Build.Framework.Required]
    public string Destination { get; set; } = "";

    /// <summary>The version's name.</summary>
    [Microsoft.Build.Framework.Required]
    public string Version { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var temporary = Destination + "." + Guid.NewGuid().ToString("N");
        try
        {
            var file = File.ReadAllBytes(Source);
            var before = ElfVersionNeeds.Weaken(file, Version);
            Directory.CreateDirectory(Path.GetDirectoryName(Destination)!);
            File.WriteAllBytes(temporary, file);
            if (File.Exists(Destination))
                File.Replace(temporary, Destination, null);
            else
                File.Move(temporary, Destination);
            Log.LogMessage(
                "{0}: its need of {1} was {2}, which {3} changes.", Source, Version, before, before == VersionNeed.Strong ? "the copy"
                : "nothing");
            return true;
        }
        catch (InvalidDataException e)
        {
            Log.LogError("{0} is {1}. Delete the folder of its package and restore again.", Source, e.Message);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.LogError("{0} was not copied: {1}", Source, e.Message);
            return false;
        }
        finally
        {
            if (File.Exists(temporary))
                File.Delete(temporary);
        }
    }
}
#endif
