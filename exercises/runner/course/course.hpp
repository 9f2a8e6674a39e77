#pragma once
// What there is to learn: the folders NN-name below lessons/ and exercises/.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace runner {

struct Folder {
    int number = 0;
    std::string name;  // "01-echo-server"
    std::filesystem::path path;

    /// "exercises/01-echo-server/FILE": how messages name a file.
    [[nodiscard]] std::string shown(std::string_view file) const;
    [[nodiscard]] std::filesystem::path file(std::string_view file) const;
};

struct Course {
    std::filesystem::path root;
    std::map<int, Folder> lessons;
    std::map<int, Folder> exercises;
};

/// Reads the folders. Throws Trouble when there are none.
Course discover(const std::filesystem::path& root);

/// Two digits: "01".
std::string two_digits(int number);

/// An exercise, or one check of it: "1", "01", "1.3".
struct Target {
    int exercise = 0;
    std::string check;  // "1.3", or empty
};

/// Reads a target; nothing when `text` is none.
std::optional<Target> parse_target(std::string_view text);

/// The exercise or the lesson that `text` names. Throws Trouble that says what there is.
Target find_exercise(const Course& course, std::string_view text);
const Folder& find_lesson(const Course& course, std::string_view text);

/// Throws Trouble unless the folder has `file`, one that belongs to the course.
void require_file(const Folder& folder, std::string_view file);

}  // namespace runner
