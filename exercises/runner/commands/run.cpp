// ./sandbox run N [ARGS] and ./sandbox try [N] [ARGS]: a program of the course, in this terminal.

#include "commands/commands.hpp"
#include "commands/port_owner.hpp"
#include "course/exercise_file.hpp"
#include "course/progress.hpp"
#include "judge/build.hpp"
#include "judge/examine.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

/// Runs `program` with our terminal. Its exit status is ours.
int hand_over(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    platform::Command command;
    command.words = {platform::text_of(program)};
    command.words.insert(command.words.end(), arguments.begin(), arguments.end());
    command.streams = platform::Streams::inherited;
    const platform::LeaveCtrlCToTheChild leave;
    const Finished finished = run(command, {});
    if (finished.end == End::not_started)
        throw Trouble{Status::setup_missing,
                      fill(messages::tool_not_started, {command.words.front(), finished.reason})};
    if (finished.end == End::signaled)
        throw Trouble{Status::check_failed,
                      fill(messages::program_crashed, {platform::describe_signal(finished.code)})};
    return finished.code;
}

}  // namespace

ExitStatus run_lesson(Context& context, const Request& request) {
    if (request.words.empty())
        throw Trouble{Status::wrong_usage, std::string(messages::run_which_lesson)};
    const Folder& lesson = find_lesson(context.course, request.words.front());
    const std::string target = "lesson-" + two_digits(lesson.number);
    build_own_target(context, target, lesson.name);
    say_port_of_user(context);
    return hand_over(context.program(target), request.passed_on);
}

ExitStatus try_exercise(Context& context, const Request& request) {
    const Folder& exercise = exercise_of(context, request);
    require_file(exercise, "main.cpp");
    start_and_say(context, exercise);
    const std::string target = "try-" + two_digits(exercise.number);
    const Built built = build_exercise(context, exercise, target);
    if (!built.succeeded) {
        show_build_failure(context, exercise, built);
        advise_after_build_failure(context, exercise, built);
        return exit_with(Status::check_failed);
    }
    say_port_of_user(context);
    return hand_over(context.program(target), request.passed_on);
}

const Folder& exercise_of(const Context& context, const Request& request) {
    if (request.words.empty()) return current_exercise(context);
    return context.course.exercises.at(
        find_exercise(context.course, request.words.front()).exercise);
}

}  // namespace runner
