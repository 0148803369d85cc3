namespace GanBench.Configuration;

/// <summary>
/// An option that is left out of a written specification while nothing is set, because it names what another program may add: run ids do
/// not
/// change with what could have been set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenWhenSetAttribute : Attribute;
