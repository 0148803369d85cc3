namespace TorchSharp;

/// <summary>The stack of dispose scopes of one thread: a new tensor belongs to the innermost.</summary>
public class DisposeScopeManager
{
    [ThreadStatic]
    private static DisposeScopeManager? current;

    private readonly ThreadDisposeScopeStatistics statistics = new();

    /// <summary>Counts for this thread.</summary>
    public static ThreadDisposeScopeStatistics Statistics => ThreadSingleton.statistics;

    internal static DisposeScopeManager ThreadSingleton => current ??= new DisposeScopeManager();

    internal DisposeScope? Innermost { get; private set; }

    internal static DisposeScope NewDisposeScope()
    {
        var manager = ThreadSingleton;
        return manager.Innermost = new DisposeScope(manager, manager.Innermost);
    }

    /// <summary>Registers a new tensor with the innermost scope.</summary>
    internal static DisposeScope? Register(torch.Tensor tensor)
    {
        var manager = ThreadSingleton;
        var scope = manager.Innermost;
        if (scope is null)
        {
            manager.statistics.TensorStatistics.CreatedOutsideScopeCount++;
        }
        else
        {
            manager.statistics.TensorStatistics.CreatedInScopeCount++;
            scope.Add(tensor);
        }

        return scope;
    }

    // Scopes are closed innermost first; one that is closed out of order takes itself out of the chain.
    internal void Remove(DisposeScope scope)
    {
        if (Innermost == scope)
        {
            Innermost = scope.Outer;
            return;
        }

        for (var inner = Innermost; inner is not null; inner = inner.Outer)
        {
            if (inner.Outer == scope)
            {
                inner.Outer = scope.Outer;
                return;
            }
        }
    }
}
