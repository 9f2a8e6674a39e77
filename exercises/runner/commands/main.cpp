// The program behind ./sandbox.

#include "commands/commands.hpp"
#include "course/program.hpp"
#include "system/platform.hpp"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments = runner::platform::arguments(argc, argv);
    runner::platform::prepare();
    return runner::run_program(runner::commands(), arguments);
}
