using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using GanBench.Architectures;
using GanBench.Configuration;
using GanBench.Datasets;
using GanBench.Metrics;
using GanBench.Objectives;
using GanBench.Recipes;
using GanBench.Runs;
using GanBench.Suites.Schema;
using GanBench.Training.Optimizers;
using GanBench.Training.Steps;

namespace GanBench.Suites.Loading;

/// <summary>
/// The JSON schema of suite files, made from the types that files are bound to, so that it cannot differ from what is accepted.
/// </summary>
public static class SuiteSchema
{
    /// <summary>The schema as indented JSON (draft 2020-12).</summary>
    public static string Write()
    {
        var schema = Record(typeof(Suite), new Suite());
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", "GanBench suite");
        return schema.ToJsonString(RunJson.Indented);
    }

    private static JsonObject Record(Type type, object? defaults)
    {
        var properties = new JsonObject();
        foreach (var property in OptionRecord.Properties(type))
        {
            var node = Value(property, property.PropertyType, defaults is null ? null : property.GetValue(defaults));
            if (Descriptions.Of(property) is { } description)
                node["description"] = description;
            properties[OptionRecord.Key(property)] = node;
        }
        return new JsonObject { ["type"] = "object", ["additionalProperties"] = false, ["properties"] = properties };
    }

    private static JsonObject Value(PropertyInfo property, Type type, object? value)
    {
        if (type == typeof(Overrides))
            return property.Name == nameof(Suite.Training) ? Record(typeof(Budget), null) : Record(typeof(Recipe), new Recipe());
        // Its keys are those of the part that it belongs to.
        if (type == typeof(OwnOptions))
            return new JsonObject { ["type"] = "object" };
        if (SettingValue.IsScalar(type))
            return Scalar(property, type, value);
        if (OptionRecord.ElementType(type) is { } element)
        {
            // A single value stands for a list of one.
            var item = Value(
                property, element, element.IsValueType || element == typeof(string) ? null : Activator.CreateInstance(element));
            return new JsonObject { ["anyOf"] = new JsonArray(item, new JsonObject { ["type"] = "array", ["items"] = item.DeepClone() }) };
        }
        return OptionRecord.ValueType(type) is { } inner
            ? new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(property, inner, null) }
            : Record(type, value);
    }

    private static JsonObject Scalar(PropertyInfo property, Type type, object? value)
    {
        var inner = Nullable.GetUnderlyingType(type) ?? type;
        var node = new JsonObject();
        if (inner.IsEnum)
            node["enum"] = Names(Enum.GetNames(inner).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
        else
            node["type"] = inner == typeof(bool) ? "boolean" : inner == typeof(double) ? "number" : inner == typeof(string) ? "string"
                : "integer";
        if (inner == typeof(ulong))
            node["minimum"] = 0;
        if (Known(property) is { } names)
            node["enum"] = Names(names);
        // Values of a sweep may be numbers.
        if (property.Name == nameof(SweepAxis.Values))
            node["type"] = new JsonArray("string", "number", "boolean");
        if (value is not null and not "")
            node["default"] = inner.IsEnum ? SettingValue.Format(value) : JsonSerializer.SerializeToNode(value);
        return node;
    }

    private static IEnumerable<string>? Known(PropertyInfo property) => (property.DeclaringType, property.Name) switch
    {
        (var t, nameof(GridEntry.Architectures)) when t == typeof(GridEntry) => ArchitectureRegistry.All.Names,
        (var t, nameof(Recipe.Objective)) when t == typeof(Recipe) => ObjectiveRegistry.All.Names,
        (var t, nameof(Recipe.Scheme)) when t == typeof(Recipe) => UpdateSchemeRegistry.All.Names,
        (var t, nameof(OptimizerOptions.Name)) when t == typeof(OptimizerOptions) => OptimizerRegistry.All.Names,
        (var t, nameof(StudyInfo.Curves)) when t == typeof(StudyInfo) => LoggedQuantities.Drawn,
        (var t, nameof(SuiteEvaluation.Metrics)) when t == typeof(SuiteEvaluation) => MetricRegistry.All.Names,
        (var t, nameof(SuiteEvaluation.ClassifierDataset)) when t == typeof(SuiteEvaluation) =>
            DatasetRegistry.All.Select(source => source.Info).Where(d => d.ClassNames.Count > 0).Select(d => d.Name),
        _ => null,
    };

    private static JsonArray Names(IEnumerable<string> names) => new([.. names.Select(n => JsonValue.Create(n))]);
}
