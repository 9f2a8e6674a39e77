// ./sandbox watch [N] [--edit-cmd CMD]: judges again at each save.

#include "watch/watch.hpp"
#include "commands/commands.hpp"

namespace runner {

ExitStatus watch(Context& context, const Request& request) {
    const auto chosen = request.values.find("--edit-cmd");
    const Editor editor =
        chosen == request.values.end() ? editor_of_environment() : editor_beside(chosen->second);
    const Folder& exercise = exercise_of(context, request);
    require_file(exercise, "checks.cpp");
    const auto type = [&](const std::string& command, int number) {
        Request typed;
        typed.words = {std::to_string(number)};
        find_command(commands(), command)->run(context, typed);
    };
    return WatchSession(context, exercise, editor, request.words.empty(), type).loop();
}

}  // namespace runner
