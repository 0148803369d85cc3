namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(Device device, ScalarType dtype, bool non_blocking)
            {
                _toEpilog(device, dtype, non_blocking);
                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                _toEpilog(deviceType, deviceIndex, non_blocking);
                return this;
            }

            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                _toEpilog(dtype, non_blocking);
                return this;
            }

            public Module _to(Tensor other, bool non_blocking) => _to(other.device, other.dtype, non_blocking);

            protected void _toEpilog(ScalarType dtype, bool non_blocking) => _toEpilog(dtype, null, non_blocking);

            protected void _toEpilog(Device device, ScalarType dtype, bool non_blocking) => _toEpilog(dtype, device, non_blocking);

            protected void _toEpilog(DeviceType deviceType, int deviceIndex, bool non_blocking) =>
                _toEpilog(null, new Device(deviceType, deviceIndex), non_blocking);

            /// <summary>
            /// Moves and converts every tensor of this module and its submodules. As in PyTorch the tensor objects stay the same and get
            /// new data, so fields, optimizers and tied weights keep pointing at them; only floating-point tensors change their type.
            /// </summary>
            protected virtual void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
            {
                foreach (var (_, submodule) in _internal_submodules)
                {
                    if (device is not null && dtype is { } type)
                        submodule._to(device, type, non_blocking);
                    else if (device is not null)
                        submodule._to(device.type, device.index, non_blocking);
                    else if (dtype is { } onlyType)
                        submodule._to(onlyType, non_blocking);
                }

                using var scope = NewDisposeScope();
                using var _ = no_grad();
                foreach (var (_, parameter) in _internal_params)
                {
                    var gradient = parameter.grad;
                    Replace(parameter, dtype, device, non_blocking);
                    if (gradient is not null)
                        Replace(gradient, dtype, device, non_blocking);
                }
                foreach (var (_, (buffer, _)) in _internal_buffers)
                    Replace(buffer, dtype, device, non_blocking);

                if (device is not null)
                    (_deviceType, _deviceIndex) = (device.type, device.index);
            }

            private static void Replace(Tensor tensor, ScalarType? dtype, Device? device, bool non_blocking)
            {
                var type = tensor.is_floating_point() ? dtype ?? tensor.dtype : tensor.dtype;
                var place = device ?? tensor.device;
                Op.CallVoid("aten::set_data", tensor, tensor.to(type, place, copy: false, disposeAfter: false, non_blocking));
            }
        }
    }
}
