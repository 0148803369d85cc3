using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>The entry points of native/*.cpp. Negative or null results are failures; see <see cref="NativeError"/>.</summary>
internal static unsafe partial class NativeMethods
{
    internal const string Library = "ganbench_torch";

    static NativeMethods() => SystemLibtorch.NativeLoader.Register();

    [LibraryImport(Library)]
    internal static partial nint gb_last_error();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint gb_find_op(string name);

    [LibraryImport(Library)]
    internal static partial int gb_call(nint op, NativeValue* arguments, int count, NativeValue* results, int capacity);

    [LibraryImport(Library)]
    internal static partial void gb_take_results(NativeValue* results, int count);

    [LibraryImport(Library)]
    internal static partial int gb_backward(
        nint* tensors, int count, nint* gradients, int gradientCount, int retainGraph, int createGraph, nint* inputs, int inputCount);

    [LibraryImport(Library)]
    internal static partial int gb_grad(
        nint* outputs, int count, nint* inputs, int inputCount, nint* gradients, int gradientCount, int retainGraph, int createGraph,
        int allowUnused, nint* results);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_requires_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_set_requires_grad(nint tensor, int value);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_is_leaf(nint tensor);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_retain_grad(nint tensor);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_grad(nint tensor, nint* gradient);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_set_grad(nint tensor, nint gradient);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_set_data(nint tensor, nint data);

    [LibraryImport(Library)]
    internal static partial int gb_grad_enabled();

    [LibraryImport(Library)]
    internal static partial void gb_set_grad_enabled(int enabled);

    [LibraryImport(Library)]
    internal static partial int gb_inference_enabled();

    [LibraryImport(Library)]
    internal static partial nint gb_inference_enter(int enabled);

    [LibraryImport(Library)]
    internal static partial void gb_inference_leave(nint guard);

    [LibraryImport(Library)]
    internal static partial int gb_anomaly_enabled();

    [LibraryImport(Library)]
    internal static partial int gb_anomaly_check_nan();

    [LibraryImport(Library)]
    internal static partial void gb_set_anomaly(int enabled, int checkNan);

    [LibraryImport(Library)]
    internal static partial void gb_tensor_free(nint tensor);

    [LibraryImport(Library)]
    internal static partial nint gb_tensor_share(nint tensor);

    // A few loads and stores: not worth a garbage-collection transition.
    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int gb_tensor_describe(nint tensor, TensorInfo* info);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int gb_tensor_sizes(nint tensor, long* sizes, int capacity);

    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int gb_tensor_strides(nint tensor, long* strides, int capacity);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_is_contiguous(nint tensor);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_data(nint tensor, void** data);

    [LibraryImport(Library)]
    internal static partial int gb_tensor_storage(nint tensor, void** data, long* bytes);

    [LibraryImport(Library)]
    internal static partial nint gb_tensor_from_bytes(void* bytes, long byteCount, int dtype, long* sizes, int dimensions);

    [LibraryImport(Library)]
    internal static partial nint gb_tensor_from_memory(
        void* memory, int dtype, long* sizes, int dimensions, delegate* unmanaged<nint, void> deleter, nint context);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int gb_tensor_save(nint tensor, string path);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint gb_tensor_load(string path);

    [LibraryImport(Library)]
    internal static partial nint gb_generator_new(long device, ulong seed);

    [LibraryImport(Library)]
    internal static partial nint gb_generator_default(long device);

    [LibraryImport(Library)]
    internal static partial void gb_generator_free(nint generator);

    [LibraryImport(Library)]
    internal static partial int gb_generator_set_seed(nint generator, ulong seed);

    [LibraryImport(Library)]
    internal static partial int gb_generator_new_seed(nint generator, ulong* seed);

    [LibraryImport(Library)]
    internal static partial int gb_generator_initial_seed(nint generator, ulong* seed);

    [LibraryImport(Library)]
    internal static partial nint gb_generator_state(nint generator);

    [LibraryImport(Library)]
    internal static partial int gb_generator_set_state(nint generator, nint state);

    [LibraryImport(Library)]
    internal static partial int gb_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int gb_cuda_manual_seed_all(ulong seed);

    [LibraryImport(Library)]
    internal static partial nint gb_compiled_version();

    [LibraryImport(Library)]
    internal static partial nint gb_config();

    [LibraryImport(Library)]
    internal static partial int gb_thread_count();

    [LibraryImport(Library)]
    internal static partial int gb_set_thread_count(int count);

    [LibraryImport(Library)]
    internal static partial int gb_interop_thread_count();

    [LibraryImport(Library)]
    internal static partial int gb_set_interop_thread_count(int count);

    [LibraryImport(Library)]
    internal static partial int gb_cuda_available();

    [LibraryImport(Library)]
    internal static partial int gb_cuda_device_count();

    [LibraryImport(Library)]
    internal static partial int gb_cudnn_available();

    [LibraryImport(Library)]
    internal static partial int gb_cuda_init();

    [LibraryImport(Library)]
    internal static partial int gb_cuda_synchronize(long device);

    [LibraryImport(Library)]
    internal static partial int gb_default_dtype();

    [LibraryImport(Library)]
    internal static partial int gb_set_default_dtype(int dtype);

    [LibraryImport(Library)]
    internal static partial int gb_allow_tf32(int which);

    [LibraryImport(Library)]
    internal static partial int gb_set_allow_tf32(int which, int allow);

    [LibraryImport(Library)]
    internal static partial int gb_sdp_enabled(int which);

    [LibraryImport(Library)]
    internal static partial void gb_set_sdp(int which, int enabled);

    [LibraryImport(Library)]
    internal static partial int gb_deterministic();

    [LibraryImport(Library)]
    internal static partial int gb_deterministic_warn_only();

    [LibraryImport(Library)]
    internal static partial void gb_set_deterministic(int enabled, int warnOnly);

    [LibraryImport(Library)]
    internal static partial int gb_allocator_install();

    [LibraryImport(Library)]
    internal static partial int gb_allocator_is_caching();

    [LibraryImport(Library)]
    internal static partial void gb_allocator_statistics(AllocatorStatistics* statistics);

    [LibraryImport(Library)]
    internal static partial void gb_allocator_trim();

    [LibraryImport(Library)]
    internal static partial void gb_allocator_set_limit(long bytes);

    // One load: asked for every tensor made.
    [LibraryImport(Library)]
    [SuppressGCTransition]
    internal static partial int gb_allocator_pressed();

    [LibraryImport(Library)]
    internal static partial void gb_allocator_set_alarm(long least);

    [LibraryImport(Library)]
    internal static partial int gb_adam_step(
        nint* parameters, nint* gradients, nint* firstMoments, nint* secondMoments, int count, double rate, double beta1, double beta2,
        double epsilon, double weightDecay, long step);

    [LibraryImport(Library)]
    internal static partial int gb_rmsprop_step(
        nint* parameters, nint* gradients, nint* squares, nint* momenta, int count, double rate, double alpha, double epsilon,
        double weightDecay, double momentum);

    [LibraryImport(Library)]
    internal static partial int gb_sgd_step(
        nint* parameters, nint* gradients, nint* momenta, int count, double rate, double momentum, double dampening, double weightDecay,
        int nesterov, int first);

    [LibraryImport(Library)]
    internal static partial nint gb_dropout_mask(long* sizes, int dimensions, double p, ulong key0, ulong key1);
}
