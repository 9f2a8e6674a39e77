#pragma once
// Files, read whole and written whole.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace runner {

/// The content of `file`; nothing when it cannot be read.
std::optional<std::string> read_file(const std::filesystem::path& file);

/// Writes `content` beside `file` and then moves it there: the old content or the new, never a
/// half. When that fails, `file` is as it was.
std::error_code replace_file(const std::filesystem::path& file, std::string_view content);

/// As replace_file; false when it failed.
bool try_write_file(const std::filesystem::path& file, std::string_view content);

/// A number that changes when `content` does (FNV-1a, 64 bits, continued from `seed`).
std::uint64_t fingerprint(std::string_view content, std::uint64_t seed = 14695981039346656037ULL);

/// That number in hexadecimal digits: what is kept of something to see whether it has changed.
std::string mark_of(std::string_view content);
std::string hexadecimal(std::uint64_t value);

}  // namespace runner
