#include "shim.h"

namespace {
thread_local std::string last_error;
}

namespace gb {

// Keeps the first line: libtorch appends backtraces and hints over many.
void set_error(const char* where, const std::string& what) {
    auto end = what.find('\n');
    last_error = std::string(where) + ": " + what.substr(0, end);
}

}  // namespace gb

GB_API const char* gb_last_error() { return last_error.c_str(); }
