// ./sandbox run N [ARGS]: a lesson's program, in this terminal.

#include "commands/commands.hpp"
#include "commands/port_owner.hpp"
#include "words/messages.hpp"

namespace runner {

ExitStatus run_lesson(Context& context, const Request& request) {
    if (request.words.empty())
        throw Trouble{Status::wrong_usage, std::string(messages::run_which_lesson)};
    const Folder& lesson = find_lesson(context.course, request.words.front());
    const std::string target = "lesson-" + two_digits(lesson.number);
    build_own_target(context, target, lesson.name);
    say_port_of_user(context);
    return hand_over(context.program(target), request.passed_on);
}

}  // namespace runner
