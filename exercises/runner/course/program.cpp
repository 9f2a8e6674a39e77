#include "course/program.hpp"

#include <algorithm>
#include <exception>

#include "course/help.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

ExitStatus stop(const std::vector<std::string>& arguments, Status status,
                const std::string& message) {
    const bool plain = std::find(arguments.begin(), arguments.end(), "--plain") != arguments.end();
    Printer errors(stderr, plain);
    errors.paragraph(harmless(message, errors.style().charset));
    return exit_with(status);
}

ExitStatus dispatch(const Commands& commands, const Request& request, Printer& printer) {
    const Command* command = find_command(commands, request.command);
    if (request.help || command == nullptr) {
        show_help(printer, commands);
        return exit_with(request.help ? Status::done : Status::wrong_usage);
    }
    Context context = make_context(printer, request.has("--plain"));
    return command->run(context, request);
}

}  // namespace

ExitStatus run_program(const Commands& commands, const std::vector<std::string>& arguments) try {
    const Request request = parse_arguments(commands, arguments);
    Printer printer(stdout, request.has("--plain"));
    const ExitStatus status = dispatch(commands, request, printer);
    if (!printer.intact())
        return stop(arguments, Status::setup_missing, std::string(messages::output_lost));
    return status;
} catch (const Trouble& trouble) {
    return stop(arguments, trouble.status, trouble.message);
} catch (const std::exception& error) {
    return stop(arguments, Status::setup_missing, fill(messages::unexpected, {error.what()}));
}

}  // namespace runner
