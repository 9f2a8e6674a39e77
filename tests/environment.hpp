#pragma once

#include <cstdlib>
#include <stdexcept>
#include <string>

namespace tests {

/// A folder that CTest names in the environment of a test.
inline std::string folder_from(const char* variable) {
    const char* value = std::getenv(variable);
    if (value == nullptr)
        throw std::runtime_error(std::string(variable) + " is not set: use ctest");
    return value;
}

}  // namespace tests
