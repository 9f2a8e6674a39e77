#pragma once
// Writing what somebody would miss: a file of the learner's, or one that was asked for.

#include <filesystem>
#include <string_view>

namespace runner {

/// Replaces `file`, by replace_file. Throws Trouble when that fails.
void write_file(const std::filesystem::path& file, std::string_view content);

/// Copies `file` to the first of `file`.kept-1, `file`.kept-2, ... that does not exist, and
/// returns that name. Throws Trouble.
std::filesystem::path keep_copy(const std::filesystem::path& file, std::string_view content);

}  // namespace runner
