namespace TorchSharp;

public static partial class torch
{
    /// <summary>Writes libtorch's zipped pickle, which torch.load in Python reads.</summary>
    public static void save(Tensor t, string location) => t.save(location);

    /// <summary>Reads a tensor that torch.save wrote, here or in Python.</summary>
    public static Tensor load(string location) => new(NativeError.Check(NativeMethods.gb_tensor_load(location)));

    public partial class Tensor
    {
        /// <summary>Reads TorchSharp's own format; see <see cref="TensorExtensionMethods.Save(Tensor, BinaryWriter)"/>.</summary>
        public static Tensor Load(BinaryReader reader) => TensorExtensionMethods.Load(reader);

        public static Tensor Load(Stream stream)
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            return Load(reader);
        }

        public static Tensor Load(string location)
        {
            using var file = File.OpenRead(location);
            return Load(file);
        }

        /// <summary>Writes libtorch's zipped pickle, which torch.load in Python reads.</summary>
        public void save(string location)
        {
            var status = NativeMethods.gb_tensor_save(Handle, location);
            GC.KeepAlive(this);
            NativeError.Check(status);
        }
    }
}
