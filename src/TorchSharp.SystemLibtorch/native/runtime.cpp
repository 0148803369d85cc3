// Threads, versions, devices and global switches.
#include <ATen/Parallel.h>
#include <ATen/Version.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/Stream.h>
#include <c10/core/impl/VirtualGuardImpl.h>

#include <string>

#include "shim.h"

// The version of the headers that this shim was compiled against.
GB_API const char* gb_compiled_version() { return TORCH_VERSION; }

// libtorch's own description of how it was built and of what it uses: compiler, BLAS, "CPU capability usage", TORCH_VERSION.
GB_API const char* gb_config() {
    static const std::string text = at::show_config();
    return text.c_str();
}

GB_API int32_t gb_thread_count() { return at::get_num_threads(); }

GB_API int32_t gb_set_thread_count(int32_t count) {
    return gb::guarded("set_num_threads", [&] { at::set_num_threads(count); });
}

GB_API int32_t gb_interop_thread_count() { return at::get_num_interop_threads(); }

GB_API int32_t gb_set_interop_thread_count(int32_t count) {
    return gb::guarded("set_num_interop_threads", [&] { at::set_num_interop_threads(count); });
}

GB_API int32_t gb_cuda_available() {
    return gb::guarded("cuda", int32_t{0}, []() -> int32_t { return at::hasCUDA() ? 1 : 0; });
}

GB_API int32_t gb_cuda_device_count() {
    return gb::guarded("cuda", int32_t{0}, []() -> int32_t {
        return at::hasCUDA() ? c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount() : 0;
    });
}

GB_API int32_t gb_cudnn_available() {
    return gb::guarded("cuda", int32_t{0}, []() -> int32_t { return at::hasCUDA() && at::detail::getCUDAHooks().hasCuDNN() ? 1 : 0; });
}

GB_API int32_t gb_cuda_init() {
    return gb::guarded("cuda", [] { gb::init_cuda(); });
}

GB_API int32_t gb_cuda_synchronize(int64_t device) {
    return gb::guarded("cuda.synchronize", [&] {
        auto where = gb::unpack_device(device);
        const auto* guard = c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA);
        guard->getStream(where.has_index() ? where : guard->getDevice()).synchronize();
    });
}

GB_API int32_t gb_default_dtype() { return static_cast<int32_t>(c10::typeMetaToScalarType(c10::get_default_dtype())); }

GB_API int32_t gb_set_default_dtype(int32_t dtype) {
    return gb::guarded("set_default_dtype", [&] { c10::set_default_dtype(c10::scalarTypeToTypeMeta(static_cast<at::ScalarType>(dtype))); });
}

GB_API int32_t gb_allow_tf32(int32_t which) {
    return (which == 0 ? at::globalContext().allowTF32CuBLAS() : at::globalContext().allowTF32CuDNN()) ? 1 : 0;
}

GB_API int32_t gb_set_allow_tf32(int32_t which, int32_t allow) {
    return gb::guarded("allow_tf32", [&] {
        if (which == 0) {
            at::globalContext().setAllowTF32CuBLAS(allow != 0);
        } else {
            at::globalContext().setAllowTF32CuDNN(allow != 0);
        }
    });
}

GB_API int32_t gb_sdp_enabled(int32_t which) {
    return (which == 0 ? at::globalContext().userEnabledFlashSDP() : at::globalContext().userEnabledMathSDP()) ? 1 : 0;
}

GB_API void gb_set_sdp(int32_t which, int32_t enabled) {
    if (which == 0) {
        at::globalContext().setSDPUseFlash(enabled != 0);
    } else {
        at::globalContext().setSDPUseMath(enabled != 0);
    }
}

GB_API int32_t gb_deterministic() { return at::globalContext().deterministicAlgorithms() ? 1 : 0; }

GB_API int32_t gb_deterministic_warn_only() { return at::globalContext().deterministicAlgorithmsWarnOnly() ? 1 : 0; }

GB_API void gb_set_deterministic(int32_t enabled, int32_t warn_only) {
    at::globalContext().setDeterministicAlgorithms(enabled != 0, warn_only != 0);
}
