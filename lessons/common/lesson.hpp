#pragma once

// What all lesson programs share: flags, Ctrl-C, and how a failure is told.

#include <functional>

#include "common/ctrl_c.hpp"  // IWYU pragma: export
#include "common/flags.hpp"   // IWYU pragma: export
#include "common/report.hpp"  // IWYU pragma: export

namespace lesson {

/// Reads the flags, runs `program` with them, and returns the exit status: 0 if all went well,
/// 1 if it could not do its work, 2 if it was started in a wrong way. Failures are told on stderr.
///
///     int main(int argc, char** argv) {
///         return lesson::run(argc, argv, {"lesson-01", "An echo server."}, echo_server);
///     }
int run(int argc, char** argv, const Usage& usage,
        const std::function<void(const Flags&)>& program);

}  // namespace lesson
