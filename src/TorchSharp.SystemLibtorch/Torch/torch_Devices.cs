namespace TorchSharp;

public static partial class torch
{
    private static Device? defaultDevice;

    public static bool TryInitializeDeviceType(DeviceType deviceType)
    {
        switch (deviceType)
        {
            case DeviceType.CPU:
            case DeviceType.META:
                return true;
            case DeviceType.CUDA:
                return cuda_is_available();
            default:
                return false;
        }
    }

    /// <exception cref="InvalidOperationException">The machine or its libtorch has no such device.</exception>
    public static void InitializeDeviceType(DeviceType deviceType)
    {
        if (!TryInitializeDeviceType(deviceType))
        {
            throw new InvalidOperationException(
                deviceType == DeviceType.CUDA
                    ? $"Device cuda was asked for, but libtorch {__version__} sees no CUDA device; use cpu, or set LIBTORCH to a CUDA build and check the driver with nvidia-smi."
                    : $"Device {deviceType.ToString().ToLowerInvariant()} was asked for, but this engine runs on cpu and cuda.");
        }
    }

    /// <summary>Makes sure that a device can be used and returns it; null means the default device.</summary>
    /// <exception cref="InvalidOperationException">The machine or its libtorch has no such device.</exception>
    public static Device InitializeDevice(Device? device)
    {
        device ??= get_default_device();
        if (device.type != DeviceType.CPU)
        {
            InitializeDeviceType(device.type);
        }

        return device;
    }

    public static bool cuda_is_available() => NativeMethods.gb_cuda_available() != 0;

    /// <summary>The device that factories use when given none.</summary>
    public static Device get_default_device() => defaultDevice ?? CPU;

    public static void set_default_device(Device device) => defaultDevice = InitializeDevice(device);

    public static void set_default_device(string device) => set_default_device(new Device(device));

    public static ScalarType get_default_dtype() => (ScalarType)NativeMethods.gb_default_dtype();

    /// <summary>The floating-point type that factories and number conversions use when given none; float32 at the start.</summary>
    public static void set_default_dtype(ScalarType dtype) => NativeError.Check(NativeMethods.gb_set_default_dtype((int)dtype));
}
