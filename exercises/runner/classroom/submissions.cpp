#include "classroom/submissions.hpp"

#include <algorithm>

#include "classroom/messages.hpp"
#include "system/platform.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr int deepest = 4;  // a zip often wraps what is in it in a folder or two

using Files = std::map<int, fs::path>;

/// Is it a file or a folder itself, not a link to one?
bool is(const fs::path& path, fs::file_type type) {
    std::error_code error;
    return fs::symlink_status(path, error).type() == type;
}

/// NN-name/exercise.cpp directly in `folder`, or below its exercises/. A link counts as there: what
/// it is gets said when it is read.
Files files_in(const fs::path& folder, const Course& course) {
    Files files;
    for (const auto& [number, exercise] : course.exercises) {
        for (const fs::path& parent : {folder / "exercises", folder}) {
            const fs::path place = parent / platform::path_of(exercise.name);
            if (!is(parent, fs::file_type::directory) || !is(place, fs::file_type::directory) ||
                is(place / "exercise.cpp", fs::file_type::not_found))
                continue;
            files.emplace(number, place / "exercise.cpp");
        }
    }
    // The folder of one exercise alone.
    for (const auto& [number, exercise] : course.exercises)
        if (platform::text_of(folder.filename()) == exercise.name &&
            !is(folder / "exercise.cpp", fs::file_type::not_found))
            files.emplace(number, folder / "exercise.cpp");
    return files;
}

std::vector<fs::path> folders_in(const fs::path& folder) {
    std::vector<fs::path> folders;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
         entry.increment(error)) {
        const bool hidden = platform::text_of(entry->path().filename()).starts_with('.');
        if (!hidden && is(entry->path(), fs::file_type::directory))
            folders.push_back(entry->path());
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// The first folder in `folder`, the nearest first, that has exercise files.
Files find_files(const fs::path& folder, const Course& course) {
    std::vector<fs::path> level{folder};
    for (int depth = 0; depth <= deepest && !level.empty(); ++depth) {
        std::vector<fs::path> next;
        for (const fs::path& one : level) {
            if (Files files = files_in(one, course); !files.empty()) return files;
            const std::vector<fs::path> more = folders_in(one);
            next.insert(next.end(), more.begin(), more.end());
        }
        level = std::move(next);
    }
    return {};
}

}  // namespace

std::vector<Submission> find_submissions(const fs::path& folder, const Course& course) {
    const std::string shown = shortened(harmless(platform::text_of(folder)), 200);
    std::error_code error;
    const fs::path real = fs::canonical(folder, error);
    if (error || !fs::is_directory(real, error))
        throw Trouble{Status::wrong_usage, fill(messages::grade_no_folder, {shown})};
    fs::directory_iterator(real, error);
    if (error)
        throw Trouble{Status::setup_missing,
                      fill(messages::grade_unreadable_folder, {shown, error.message()})};

    std::vector<Submission> submissions;
    if (Files files = files_in(real, course); !files.empty()) {
        submissions.push_back({platform::text_of(real.filename()), std::move(files)});
        return submissions;
    }
    bool any = false;
    for (const fs::path& one : folders_in(real)) {
        submissions.push_back({platform::text_of(one.filename()), find_files(one, course)});
        any = any || !submissions.back().files.empty();
    }
    if (!any) {
        const std::string example = course.exercises.begin()->second.name + "/exercise.cpp";
        throw Trouble{Status::wrong_usage, fill(messages::grade_nothing_found, {shown, example})};
    }
    return submissions;
}

}  // namespace runner
