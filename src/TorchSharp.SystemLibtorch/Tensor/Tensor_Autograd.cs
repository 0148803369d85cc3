namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get
            {
                var answer = NativeMethods.gb_tensor_requires_grad(Handle);
                GC.KeepAlive(this);
                NativeError.Check(answer);
                return answer != 0;
            }

            set => requires_grad_(value);
        }

        public bool is_leaf
        {
            get
            {
                var answer = NativeMethods.gb_tensor_is_leaf(Handle);
                GC.KeepAlive(this);
                NativeError.Check(answer);
                return answer != 0;
            }
        }

        /// <summary>The gradient that backward passes have added up, null before the first.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                nint gradient;
                var status = NativeMethods.gb_tensor_grad(Handle, &gradient);
                GC.KeepAlive(this);
                NativeError.Check(status);
                return gradient == 0 ? null : new Tensor(gradient);
            }

            set
            {
                var status = NativeMethods.gb_tensor_set_grad(Handle, value is null ? 0 : value.Handle);
                GC.KeepAlive(this);
                GC.KeepAlive(value);
                NativeError.Check(status);
            }
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            var status = NativeMethods.gb_tensor_set_requires_grad(Handle, requires_grad ? 1 : 0);
            GC.KeepAlive(this);
            NativeError.Check(status);
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>Keeps the gradient of a tensor that is not a leaf.</summary>
        public void retain_grad()
        {
            var status = NativeMethods.gb_tensor_retain_grad(Handle);
            GC.KeepAlive(this);
            NativeError.Check(status);
        }

        /// <summary>The same data outside the graph of gradients.</summary>
        public Tensor detach() => Op.Call("aten::detach", this);

        public Tensor detach_()
        {
            Op.CallVoid("aten::detach_", this);
            return this;
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Lets this tensor, to whoever holds it, refer to other data.</summary>
        internal void SetData(Tensor data)
        {
            var status = NativeMethods.gb_tensor_set_data(Handle, data.Handle);
            GC.KeepAlive(this);
            GC.KeepAlive(data);
            NativeError.Check(status);
        }

        /// <summary>Another managed object for the same tensor.</summary>
        internal Tensor Share()
        {
            var shared = NativeMethods.gb_tensor_share(Handle);
            GC.KeepAlive(this);
            return new Tensor(shared);
        }
    }
}
