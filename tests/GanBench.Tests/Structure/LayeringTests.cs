using System.Reflection;

namespace GanBench.Tests.Structure;

/// <summary>The library's folders lie in layers, and code uses only what lies below it.</summary>
public class LayeringTests
{
    /// <summary>From top to bottom; folders of one layer do not use each other. What stands in no folder (errors) lies below all.</summary>
    internal static readonly string[][] Layers =
    [
        ["Suites"],
        ["Exports"],
        ["Training"],
        ["Metrics"],
        ["Architectures"],
        ["Datasets", "Networks", "Objectives"],
        ["Runs"],
        ["Engine"],
        ["Imaging", "Recipes"],
        ["Configuration"],
        ["Random", "Storage", "Statistics", "Text"],
    ];

    [Fact]
    public void Library_EveryTypeReference_PointsDown()
    {
        var arrows = UpwardArrows(typeof(GanBenchException).Assembly, "GanBench", Layers);

        Assert.True(arrows.Count == 0, $"{arrows.Count} arrows of the library do not point down:\n{string.Join('\n', arrows)}");
    }

    [Fact]
    public void Library_EveryFolder_HasALayer() =>
        Assert.Equal(
            Layers.SelectMany(layer => layer).Order(StringComparer.Ordinal),
            TypeReferences.In(typeof(GanBenchException).Assembly).Select(type => Folder(type, "GanBench")).OfType<string>().Distinct()
                .Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("Upper", "Lower", false)]
    [InlineData("Lower", "Upper", true)]
    public void UpwardArrows_OfExamples_AreNamed(string top, string bottom, bool pointsUp)
    {
        var arrows = UpwardArrows(typeof(LayeringTests).Assembly, "GanBench.Tests.Structure.Examples", [[top], [bottom]]);

        Assert.Equal(pointsUp, arrows.Count > 0);
        if (pointsUp)
            Assert.Equal("Upper.House → Lower.Brick", Assert.Single(arrows));
    }

    private static List<string> UpwardArrows(Assembly assembly, string root, string[][] layers)
    {
        var heights = layers.SelectMany((layer, depth) => layer.Select(folder => (folder, depth)))
            .ToDictionary(f => f.folder, f => f.depth);
        var arrows =
            from type in TypeReferences.In(assembly)
            let folder = Folder(type, root)
            where folder is not null
            from other in TypeReferences.Of(type)
            let used = Folder(other, root)
            where used is not null && used != folder && heights[used] <= heights[folder]
            select $"{Name(type, root)} → {Name(other, root)}";
        return [.. arrows.Distinct().Order(StringComparer.Ordinal)];
    }

    private static string? Folder(Type type, string root) =>
        type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true ? type.Namespace[(root.Length + 1)..].Split('.')[0] : null;

    // What the compiler made of a lambda or an iterator is told by the type that it stands in.
    private static string Name(Type type, string root)
    {
        while (type is { IsNested: true, DeclaringType: not null } && type.Name.StartsWith('<'))
            type = type.DeclaringType;
        return type.FullName![(root.Length + 1)..].Replace('+', '.');
    }
}
