#include "commands/commands.hpp"

#include "course/progress.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {

const Folder& exercise_of(const Context& context, const Request& request) {
    if (request.words.empty()) return current_exercise(context);
    return context.course.exercises.at(
        find_exercise(context.course, request.words.front()).exercise);
}

void advise_after_build_failure(Context& context, const Folder& exercise, const Built& built) {
    context.printer.line();
    context.printer.paragraph(
        fill(messages::after_compile_error, {std::to_string(exercise.number)}),
        messages::next_wide);
    context.printer.paragraph(platform::text_of(built.log), messages::log_wide);
}

ExitStatus hand_over(const std::filesystem::path& program,
                     const std::vector<std::string>& arguments) {
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

}  // namespace runner
