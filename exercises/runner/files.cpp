#include "files.hpp"

#include <fstream>
#include <iterator>
#include <system_error>

#include "messages.hpp"
#include "platform.hpp"
#include "text.hpp"
#include "trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr int most_copies = 10'000;

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

std::optional<std::string> read_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error)) return std::nullopt;
    std::ifstream stream(file, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(stream), {}};
    return stream.good() || stream.eof() ? std::optional(std::move(content)) : std::nullopt;
}

void write_file(const fs::path& file, std::string_view content) {
    if (const std::error_code error = replace_file(file, content)) throw cannot_write(file, error);
}

bool try_write_file(const fs::path& file, std::string_view content) {
    return !replace_file(file, content);
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

std::uint64_t fingerprint(std::string_view content, std::uint64_t seed) {
    for (char c : content) seed = (seed ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return seed;
}

}  // namespace runner
