#pragma once

#include <stdexcept>
#include <string>

#include "common/lesson.hpp"
#include "harness/not_written.hpp"

// What the programs of ./sandbox try share, beside what lessons share.

namespace given {

/// Runs the learner's functions as a program, as `lesson::run` runs a lesson. One that is not
/// written yet ends it: it is named, with what to do next. `usage.name` is "try-NN".
inline int try_out(int argc, char** argv, const lesson::Usage& usage,
                   void (*program)(const lesson::Flags&)) {
    return lesson::run(argc, argv, usage, [&](const lesson::Flags& flags) {
        try {
            program(flags);
        } catch (const stub::NotWritten& missing) {
            const int number = std::stoi(usage.name.substr(usage.name.find('-') + 1));
            throw std::runtime_error(std::string(missing.function()) +
                                     "() is not written yet.\nNext: ./sandbox check " +
                                     std::to_string(number));
        }
    });
}

/// Does `work` until it is done or Ctrl-C stops one of its calls; `lesson::StopOnCtrlC` has it do
/// so.
template <class Work>
void until_ctrl_c(Work work) {
    try {
        work();
    } catch (const loopback::SocketError& failure) {
        if (failure.code() != std::errc::operation_canceled) throw;
    }
}

}  // namespace given
