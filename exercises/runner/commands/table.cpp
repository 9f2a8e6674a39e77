// The one table of commands: help, parsing and dispatch go by it.

#include "classroom/commands.hpp"
#include "commands/commands.hpp"

namespace runner {
namespace {

Commands all_commands() {
    // clang-format off
    // The launcher's help is made of these lines: a command, or a flag, on each.
    Commands all{
        {"", "", "where am I: progress, the next step, the commands", overview},
        {"tour", "", "a client and a server talk, and you watch", tour, {
            {"--all", "", "also the calls that set options and ask for names"},
            {"--no-wait", "", "all scenes at once, without Enter"}}},
        {"list", "", "lessons and exercises with their state", list},
        {"run", "N [ARGS]", "run lesson N's program; ARGS are the program's", run_lesson},
        {"check", "[N[.K]]", "build and judge exercise N, or one check of it", check, {
            {"--all", "", "tell each failed check's story, not only the first"},
            {"--trace", "", "tell every network call of your code"},
            {"--debug", "", "check N.K alone, under a debugger, without limits"}}},
        {"watch", "[N]", "judge again at each save; all else is one key away", watch, {
            {"--edit-cmd", "CMD", "opens the next exercise's file by CMD; else $VISUAL or $EDITOR does"}}},
        {"try", "[N] [ARGS]", "run your own exercise as a real program", try_exercise},
        {"hint", "[N[.K]]", "a hint; again for the next one", hint, {
            {"--all", "", "all of them"}}},
        {"solution", "[N]", "one good answer, once your checks pass", solution, {
            {"--anyway", "", "before they do"}}},
        {"reset", "[N]", "start over; what you wrote is kept beside it", reset},
        {"doctor", "", "is this machine ready, and if not, what helps?", doctor},
        {"test", "[-- ARGS]", "the test suite of this project; ARGS are CTest's", test},
    };
    // clang-format on
    for (Command& command : classroom_commands(classroom, classroom))
        all.push_back(std::move(command));
    return all;
}

}  // namespace

const Commands& commands() {
    static const Commands all = all_commands();
    return all;
}

}  // namespace runner
