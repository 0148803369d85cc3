namespace GanBench.Networks.Graphs;

/// <summary>
/// A module that can say which operations it does in evaluation mode, so that its network can be written for other programs. What it
/// says must compute the same as its <c>forward</c>.
/// </summary>
public interface IGraphModule
{
    /// <summary>Adds the module's operations to a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="input">The value that the module reads.</param>
    /// <returns>The value that it makes.</returns>
    public string Describe(GraphBuilder graph, string input);
}
