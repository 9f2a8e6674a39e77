#include "system/files.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <system_error>

#include "system/platform.hpp"

namespace runner {

namespace fs = std::filesystem;

std::optional<std::string> read_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), {}};
    return stream.good() || stream.eof() ? std::optional(std::move(content)) : std::nullopt;
}

std::error_code replace_file(const fs::path& file, std::string_view content) {
    fs::path beside = file;
    beside += ".new-" + std::to_string(platform::process_id());
    std::error_code error;
    if (!platform::create_new(beside, content, error)) return error;
    fs::rename(beside, file, error);
    std::error_code ignored;
    if (error) fs::remove(beside, ignored);
    return error;
}

bool try_write_file(const fs::path& file, std::string_view content) {
    return !replace_file(file, content);
}

std::uint64_t fingerprint(std::string_view content, std::uint64_t seed) {
    for (char c : content) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return seed;
}

std::string mark_of(std::string_view content) { return hexadecimal(fingerprint(content)); }

std::string hexadecimal(std::uint64_t value) {
    char text[20];
    const auto end = std::to_chars(text, text + sizeof text, value, 16).ptr;
    return {text, end};
}

}  // namespace runner
