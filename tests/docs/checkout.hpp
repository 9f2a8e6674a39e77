#pragma once

// The files of this checkout that tests hold texts against.

#include <filesystem>
#include <regex>
#include <set>
#include <string>

#include "environment.hpp"

namespace tests {

inline const std::filesystem::path& root() {
    static const std::filesystem::path folder = folder_from("LOOPBACK_ROOT");
    return folder;
}

/// The folders NN-name in `parent`.
inline std::set<std::string> numbered_folders(const char* parent) {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(root() / parent)) {
        const std::string name = entry.path().filename().string();
        if (std::regex_match(name, std::regex("[0-9][0-9]-.*"))) names.insert(name);
    }
    return names;
}

}  // namespace tests
