// ./sandbox list

#include "course/list.hpp"
#include "commands/commands.hpp"
#include "words/messages.hpp"

namespace runner {

ExitStatus list(Context& context, const Request&) {
    Printer& printer = context.printer;
    printer.line(messages::list_title);
    printer.line();
    for (const ListRow& row : list_rows(context)) printer.line(row.text);
    printer.line();
    printer.paragraph(messages::list_how);
    return exit_with(Status::done);
}

}  // namespace runner
