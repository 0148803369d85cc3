// Everything that differs between the libtorch versions we build against (1.13 to current 2.x) is decided here.
#pragma once

#include <ATen/ATen.h>
#include <torch/version.h>

#if __cplusplus >= 201703L
#include <optional>
#endif

#define GB_TORCH_AT_LEAST(major, minor) \
    (TORCH_VERSION_MAJOR > (major) || (TORCH_VERSION_MAJOR == (major) && TORCH_VERSION_MINOR >= (minor)))

// 2.3 made Allocator::allocate non-const and added copy_data.
#if GB_TORCH_AT_LEAST(2, 3)
#define GB_ALLOCATE_CONST
#define GB_ALLOCATOR_HAS_COPY_DATA 1
#else
#define GB_ALLOCATE_CONST const
#define GB_ALLOCATOR_HAS_COPY_DATA 0
#endif

namespace gb {

// libtorch's own optional became std::optional in 2.4.
#if GB_TORCH_AT_LEAST(2, 4)
template <class T>
using optional = std::optional<T>;
#else
template <class T>
using optional = c10::optional<T>;
#endif

// 2.6 replaced lazyInitCUDA by lazyInitDevice.
inline void init_cuda() {
#if GB_TORCH_AT_LEAST(2, 6)
    at::globalContext().lazyInitDevice(c10::DeviceType::CUDA);
#else
    at::globalContext().lazyInitCUDA();
#endif
}

}  // namespace gb
