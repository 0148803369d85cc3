namespace GanBench.Tests.Structure.Examples.Lower
{
    /// <summary>Uses nothing.</summary>
    internal sealed class Brick
    {
        public override string ToString() => "brick";
    }
}

namespace GanBench.Tests.Structure.Examples.Upper
{
    /// <summary>Names what lies below in a lambda alone.</summary>
    internal static class House
    {
        public static IEnumerable<string> Walls(int count) => Enumerable.Range(0, count).Select(_ => new Lower.Brick().ToString());
    }
}
