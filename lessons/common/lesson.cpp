#include "common/lesson.hpp"

#include <exception>
#include <iostream>
#include <optional>

#include "common/platform.hpp"
#include "loopback/narrate.hpp"

namespace lesson {
namespace {

constexpr int fine = 0;
constexpr int cannot = 1;
constexpr int wrong_usage = 2;

int run_with(const Flags& flags, const std::function<void(const Flags&)>& program) {
    loopback::Narrator narrator(stderr);
    std::optional<loopback::Observing> observing;
    if (flags.trace) observing.emplace(narrator);
    program(flags);
    end_the_line_of_ctrl_c();
    return fine;
}

}  // namespace

int run(int argc, char** argv, const Usage& usage,
        const std::function<void(const Flags&)>& program) {
    platform::prepare_console();
    try {
        const Flags flags = read_flags({argv + 1, argv + argc}, usage);
        if (!flags.help) return run_with(flags, program);
        std::cout << help(usage) << std::flush;
        return fine;
    } catch (const WrongUsage& wrong) {
        std::cerr << wrong.what() << '\n';
        return wrong_usage;
    } catch (const loopback::SocketError& failure) {
        std::cerr << in_words(failure);
        return cannot;
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << '\n';
        return cannot;
    }
}

}  // namespace lesson
