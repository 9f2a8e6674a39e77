#pragma once
// Where submissions are compiled.

#include <atomic>
#include <filesystem>
#include <string>
#include <utility>

#include "system/confine.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {

/// A folder of its own in the build folder; removed with all that is in it.
class Workshop {
public:
    explicit Workshop(const std::filesystem::path& build)
        : path_(build / "grade" / random_word(12)) {
        std::error_code error;
        std::filesystem::create_directories(path_ / "root", error);
        if (error)
            throw Trouble{Status::setup_missing, fill(messages::build_not_writable,
                                                      {platform::text_of(build), error.message()})};
        path_ = std::filesystem::canonical(path_);
    }
    ~Workshop() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Workshop(const Workshop&) = delete;
    Workshop& operator=(const Workshop&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    /// Removed when the object goes.
    class Room {
    public:
        explicit Room(std::filesystem::path path) : path_(std::move(path)) {
            std::error_code ignored;
            std::filesystem::create_directories(path_, ignored);
        }
        ~Room() {
            std::error_code ignored;
            std::filesystem::remove_all(path_, ignored);
        }
        Room(const Room&) = delete;
        Room& operator=(const Room&) = delete;
        [[nodiscard]] const std::filesystem::path& path() const { return path_; }

    private:
        std::filesystem::path path_;
    };
    Room room() { return Room(path_ / std::to_string(++rooms_)); }

private:
    std::filesystem::path path_;
    std::atomic<unsigned> rooms_{0};
};

}  // namespace runner
