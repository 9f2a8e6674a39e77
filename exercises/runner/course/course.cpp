#include "course/course.hpp"

#include <algorithm>

#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number of a lesson, an exercise or a check: 1 to 99.
std::optional<int> small_number(std::string_view text) {
    if (text.empty() || text.size() > 2 || !std::all_of(text.begin(), text.end(), is_digit))
        return std::nullopt;
    int value = 0;
    for (char c : text) value = value * 10 + (c - '0');
    return value > 0 ? std::optional<int>(value) : std::nullopt;
}

std::map<int, Folder> numbered_folders(const fs::path& parent) {
    std::map<int, Folder> folders;
    std::error_code error;
    for (const fs::directory_entry& entry : fs::directory_iterator(parent, error)) {
        const std::string name = platform::text_of(entry.path().filename());
        const bool numbered = name.size() > 3 && name[2] == '-' && entry.is_directory(error);
        if (!numbered) continue;
        if (const auto number = small_number(name.substr(0, 2)))
            folders[*number] = {*number, name, entry.path()};
    }
    return folders;
}

/// The number of a folder that is given by its name: 01-echo-server, exercises/01-echo-server/.
std::optional<int> folder_named(const std::map<int, Folder>& folders, std::string_view text) {
    while (text.ends_with('/') || text.ends_with('\\')) text.remove_suffix(1);
    text.remove_prefix(text.find_last_of("/\\") + 1);
    for (const auto& [number, folder] : folders)
        if (folder.name == text) return number;
    return std::nullopt;
}

/// "1 to 5", or "1, 2 and 4" when numbers are left out.
std::string numbers_of(const std::map<int, Folder>& folders) {
    const int first = folders.begin()->first;
    const int last = folders.rbegin()->first;
    if (first == last) return std::to_string(first);
    if (last - first + 1 == static_cast<int>(folders.size()))
        return fill(messages::from_to, {std::to_string(first), std::to_string(last)});
    std::string list;
    for (const auto& [number, folder] : folders)
        list += (list.empty() ? "" : ", ") + std::to_string(number);
    return list;
}

}  // namespace

std::string Folder::shown(std::string_view file) const {
    return platform::text_of(path.parent_path().filename()) + "/" + name + "/" + std::string(file);
}

fs::path Folder::file(std::string_view file) const { return path / platform::path_of(file); }

Course discover(const fs::path& root) {
    Course course{root, numbered_folders(root / "lessons"), numbered_folders(root / "exercises")};
    for (const char* parent : {"lessons", "exercises"}) {
        const bool none = parent[0] == 'l' ? course.lessons.empty() : course.exercises.empty();
        if (none)
            throw Trouble{Status::setup_missing,
                          fill(messages::no_folders, {parent, platform::text_of(root)})};
    }
    return course;
}

std::string two_digits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::optional<Target> parse_target(std::string_view text) {
    const std::size_t point = text.find('.');
    const auto exercise = small_number(text.substr(0, point));
    if (!exercise) return std::nullopt;
    if (point == std::string_view::npos) return Target{*exercise, ""};
    const auto check = small_number(text.substr(point + 1));
    if (!check) return std::nullopt;
    return Target{*exercise, std::to_string(*exercise) + "." + std::to_string(*check)};
}

Target find_exercise(const Course& course, std::string_view text) {
    const auto named = folder_named(course.exercises, text);
    const auto target = named ? Target{*named, ""} : parse_target(text);
    if (target && course.exercises.contains(target->exercise)) return *target;
    const std::string shown = shortened(harmless(text), 40);
    throw Trouble{Status::wrong_usage,
                  fill(target ? messages::no_such_exercise : messages::not_an_exercise,
                       {shown, numbers_of(course.exercises)})};
}

const Folder& find_lesson(const Course& course, std::string_view text) {
    const auto named = folder_named(course.lessons, text);
    const auto number = named ? named : small_number(text);
    if (number && course.lessons.contains(*number)) return course.lessons.at(*number);
    const std::string shown = shortened(harmless(text), 40);
    throw Trouble{Status::wrong_usage,
                  fill(number ? messages::no_such_lesson : messages::not_a_lesson,
                       {shown, numbers_of(course.lessons)})};
}

void require_file(const Folder& folder, std::string_view file) {
    std::error_code error;
    if (fs::is_regular_file(folder.file(file), error)) return;
    throw Trouble{Status::setup_missing, fill(messages::course_file_missing, {folder.shown(file)})};
}

}  // namespace runner
