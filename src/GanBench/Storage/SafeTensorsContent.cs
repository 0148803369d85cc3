namespace GanBench.Storage;

/// <summary>What a header says of a file.</summary>
/// <param name="Entries">The tensors that can be read, in file order.</param>
/// <param name="OtherTypes">The element types of those that cannot, by name.</param>
/// <param name="Metadata">The strings of the header.</param>
/// <param name="DataStart">Where the data starts.</param>
internal sealed record SafeTensorsContent(
    List<SafeTensorEntry> Entries, Dictionary<string, string> OtherTypes, Dictionary<string, string> Metadata, long DataStart);
