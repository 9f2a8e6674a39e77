#pragma once
// What a file of a build was made of: names, sizes and times. Whether it is still as it was costs a
// look at each, and no program that is started.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace runner {

class Memory {
public:
    explicit Memory(std::filesystem::path file) : file_(std::move(file)) {}

    /// Whether `how` (the commands, say) and all files are what they were when this was kept.
    [[nodiscard]] bool still_holds(std::string_view how) const;

    /// Called before something is made anew: what was kept is forgotten.
    void begin();

    /// Called when it was made, from `read`, as `made`. A file of the former that changed since
    /// `begin` may have been read before it did: then nothing is kept.
    void keep(std::string_view how, const std::vector<std::filesystem::path>& read,
              const std::vector<std::filesystem::path>& made) const;

private:
    std::filesystem::path file_;
    std::int64_t began_ = 0;  // by the file system's clock, which need not be ours
};

}  // namespace runner
