#include "course/exercise_file.hpp"

#include <algorithm>

#include "course/saving.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {

namespace fs = std::filesystem;

bool start_exercise(const Folder& exercise) {
    const fs::path file = exercise.file("exercise.cpp");
    std::error_code error;
    if (fs::is_regular_file(file, error)) {
        if (!read_file(file))
            throw Trouble{Status::setup_missing,
                          fill(messages::cannot_read, {exercise.shown("exercise.cpp")})};
        return false;
    }
    if (fs::exists(fs::symlink_status(file, error)))
        throw Trouble{Status::setup_missing,
                      fill(messages::not_a_file, {exercise.shown("exercise.cpp")})};
    require_file(exercise, "stub.cpp");
    write_file(file, read_file(exercise.file("stub.cpp")).value_or(""));
    return true;
}

void start_and_say(Context& context, const Folder& exercise) {
    if (!start_exercise(exercise)) return;
    context.screen.paragraph(fill(messages::exercise_started,
                                  {exercise.shown("exercise.cpp"), exercise.shown("README.md")}));
    context.screen.line();
}

void reset_exercise(Context& context, const Folder& exercise) {
    require_file(exercise, "stub.cpp");
    const auto file = exercise.file("exercise.cpp");
    const std::string stub = read_file(exercise.file("stub.cpp")).value_or("");
    Screen& screen = context.screen;
    if (start_exercise(exercise)) {
        screen.paragraph(fill(messages::reset_started, {exercise.shown("exercise.cpp")}));
        return;
    }
    const std::string written = read_file(file).value_or("");
    if (written == stub) {
        screen.paragraph(fill(messages::reset_nothing, {exercise.shown("exercise.cpp")}));
        return;
    }
    const auto copy = keep_copy(file, written);
    write_file(file, stub);
    screen.paragraph(
        fill(messages::reset_done,
             {exercise.shown("exercise.cpp"), exercise.shown(platform::text_of(copy.filename()))}));
}

void require_solution(const Course& course, const Folder& exercise) {
    const bool any =
        std::any_of(course.exercises.begin(), course.exercises.end(), [](const auto& one) {
            std::error_code error;
            return fs::exists(one.second.file("solution.cpp"), error);
        });
    if (!any)
        throw Trouble{Status::check_failed,
                      fill(messages::no_solutions_here, {std::to_string(exercise.number)})};
    require_file(exercise, "solution.cpp");
}

void print_solution(Context& context, const Folder& exercise) {
    Screen& screen = context.screen;
    screen.paragraph(fill(messages::solution_is, {exercise.shown("solution.cpp")}));
    screen.line();
    for (const std::string& line : lines_of(read_file(exercise.file("solution.cpp")).value_or("")))
        screen.line(harmless(line, screen.style().charset));
}

}  // namespace runner
