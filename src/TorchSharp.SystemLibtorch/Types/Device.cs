namespace TorchSharp;

public static partial class torch
{
    /// <summary>Where a tensor lives: a kind of device and, where there are several, its number (-1: the current one).</summary>
    public class Device : IEquatable<Device>
    {
        /// <summary>From a name such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        /// <exception cref="ArgumentException">The name is none of a device.</exception>
        public Device(string description)
        {
            var colon = description.IndexOf(':', StringComparison.Ordinal);
            type = ParseType(colon < 0 ? description : description[..colon], description);
            index = -1;
            if (colon >= 0)
            {
                index = int.TryParse(description.AsSpan(colon + 1), out var number) && number >= 0
                    ? number
                    : throw new ArgumentException($"'{description}' is no device: what follows ':' must be a number.", nameof(description));
            }

            index = type == DeviceType.CPU ? -1 : index;
        }

        public Device(string deviceType, int index = -1)
            : this(ParseType(deviceType, deviceType), index)
        {
        }

        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>The CUDA device of that number.</summary>
        public Device(int index)
            : this(DeviceType.CUDA, index)
        {
        }

        public DeviceType type { get; }

        public int index { get; }

        internal long Packed => (uint)type | ((long)index << 32);

        public static implicit operator Device(string description) => new(description);

        public static bool operator ==(Device? left, Device? right) => left is null ? right is null : left.Equals(right);

        public static bool operator !=(Device? left, Device? right) => !(left == right);

        public bool Equals(Device? other) => other is not null && type == other.type && index == other.index;

        public override bool Equals(object? obj) => Equals(obj as Device);

        public override int GetHashCode() => HashCode.Combine(type, index);

        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : FormattableString.Invariant($"{name}:{index}");
        }

        internal static Device FromPacked(long packed)
        {
            var deviceType = (DeviceType)(int)(packed & 0xffffffff);
            return deviceType == DeviceType.CPU ? CPU : new Device(deviceType, (int)(packed >> 32));
        }

        private static DeviceType ParseType(string name, string description) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var parsed) && !char.IsDigit(name[0])
                ? parsed
                : throw new ArgumentException($"'{description}' is no device: expected cpu, cuda or cuda:N.", nameof(description));
    }

    public static readonly Device CPU = new(DeviceType.CPU, -1);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA, -1);

    public static Device device(string description) => new(description);

    public static Device device(string deviceType, int index = -1) => new(deviceType, index);

    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    public static Device device(int index) => new(index);
}
