#include "judge/memory.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <system_error>

#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

/// "SIZE TIME NUMBER<tab>FILE"; a file that is missing has none of them.
std::string look_of(const fs::path& file) {
    std::string look;
    if (const auto stamp = platform::stamp_of(file))
        look = std::to_string(stamp->size) + " " + std::to_string(stamp->time) + " " +
               std::to_string(stamp->number);
    return look + "\t" + platform::text_of(file);
}

}  // namespace

bool Memory::still_holds(std::string_view how) const {
    const std::vector<std::string> lines = lines_of(read_file(file_).value_or(""));
    if (lines.size() < 2 || lines.front() != mark_of(how)) return false;
    return std::all_of(lines.begin() + 1, lines.end(), [](const std::string& line) {
        const std::size_t tab = line.find('\t');
        return tab != std::string::npos &&
               look_of(platform::path_of(std::string_view(line).substr(tab + 1))) == line;
    });
}

void Memory::begin() {
    std::error_code ignored;
    fs::create_directories(file_.parent_path(), ignored);
    try_write_file(file_, "");
    const auto stamp = platform::stamp_of(file_);
    began_ = stamp ? stamp->time : std::numeric_limits<std::int64_t>::min();
}

void Memory::keep(std::string_view how, const std::vector<fs::path>& read,
                  const std::vector<fs::path>& made) const {
    std::string text = mark_of(how) + "\n";
    for (const fs::path& file : read) {
        const auto stamp = platform::stamp_of(file);
        if (stamp && stamp->time >= began_) return;
        text += look_of(file) + "\n";
    }
    for (const fs::path& file : made) text += look_of(file) + "\n";
    try_write_file(file_, text);
}

}  // namespace runner
