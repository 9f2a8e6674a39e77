#include "course/saving.hpp"

#include <string>
#include <system_error>

#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr int most_copies = 10'000;

Trouble cannot_write(const fs::path& file, const std::error_code& error) {
    const std::string_view advice =
        error == std::errc::no_space_on_device ? messages::advice_disk_full
        : error == std::errc::read_only_file_system || error == std::errc::permission_denied
            ? messages::advice_read_only
            : messages::advice_cannot_write;
    return {Status::setup_missing,
            fill(messages::cannot_write, {platform::text_of(file), error.message()}) + "\n" +
                std::string(advice)};
}

}  // namespace

void write_file(const fs::path& file, std::string_view content) {
    if (const std::error_code error = replace_file(file, content)) throw cannot_write(file, error);
}

fs::path keep_copy(const fs::path& file, std::string_view content) {
    std::error_code error;
    for (int number = 1; number < most_copies; ++number) {
        fs::path copy = file;
        copy += ".kept-" + std::to_string(number);
        if (platform::create_new(copy, content, error)) return copy;
        if (error != std::errc::file_exists) break;
    }
    throw cannot_write(file, error);
}

}  // namespace runner
