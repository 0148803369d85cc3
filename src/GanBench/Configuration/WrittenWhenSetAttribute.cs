namespace GanBench.Configuration;

/// <summary>
/// An option that is left out of a written specification while nothing is set (null, or the first value of an enumeration), because it came
/// later or names what another program may add: run ids do not change with what could have been set.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class WrittenWhenSetAttribute : Attribute;
