#include "commands/app.hpp"

#include <algorithm>
#include <exception>

#include "classroom/classroom.hpp"
#include "commands/commands.hpp"
#include "system/platform.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

int show_help(Screen& screen) {
    screen.print(messages::help);
    return exit_with(Status::done);
}

int dispatch(Context& context, const Request& request) {
    const std::string& command = request.command;
    if (command == "tour") return tour(context);
    if (command == "list") return list(context);
    if (command == "run") return run_lesson(context, request);
    if (command == "try") return try_exercise(context, request);
    if (command == "check") return check(context, request);
    if (command == "watch") return watch(context, request);
    if (command == "hint") return hint(context, request);
    if (command == "solution") return solution(context, request);
    if (command == "reset") return reset(context, request);
    if (command == "doctor") return doctor(context);
    if (command == "handout") return handout(context, request);
    if (command == "grade") return grade(context, request);
    if (command == "test") return test(context, request);
    return overview(context);
}

int stop(const std::vector<std::string>& arguments, Status status, const std::string& message) {
    const bool plain = std::find(arguments.begin(), arguments.end(), "--plain") != arguments.end();
    Screen errors(stderr, plain);
    errors.paragraph(harmless(message, errors.style().charset));
    return exit_with(status);
}

}  // namespace

int run_sandbox(const std::vector<std::string>& arguments) try {
    const Request request = parse_arguments(arguments);
    Screen screen(stdout, request.plain);
    int status = 0;
    if (request.help) {
        status = show_help(screen);
    } else {
        Context context = make_context(screen, request.plain);
        status = dispatch(context, request);
    }
    if (!screen.intact())
        return stop(arguments, Status::setup_missing, std::string(messages::output_lost));
    return status;
} catch (const Trouble& trouble) {
    return stop(arguments, trouble.status, trouble.message);
} catch (const std::exception& error) {
    return stop(arguments, Status::setup_missing, fill(messages::unexpected, {error.what()}));
}

}  // namespace runner
