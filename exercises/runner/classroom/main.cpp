// What instructors do with the course: ./sandbox builds this program when it is first asked for.

#include "classroom/classroom.hpp"
#include "classroom/commands.hpp"
#include "course/program.hpp"
#include "system/confine.hpp"
#include "system/platform.hpp"

int main(int argc, char** argv) {
    const std::vector<std::string> arguments = runner::platform::arguments(argc, argv);
    if (!arguments.empty() && arguments.front() == runner::confined_flag)
        return runner::run_confined({arguments.begin() + 1, arguments.end()});
    runner::platform::prepare();
    return runner::run_program(runner::classroom_commands(runner::grade, runner::handout),
                               arguments);
}
