#pragma once
// What every command is given: the course, the folders, the screen.

#include <cstdint>
#include <filesystem>

#include "course.hpp"
#include "screen.hpp"

namespace runner {

struct Context {
    Course course;
    std::filesystem::path build;
    Screen& screen;
    bool plain = false;
    double time_scale = 1.0;
    std::uint16_t port = 62893;

    [[nodiscard]] std::filesystem::path program(const std::string& name) const;
};

/// Reads LOOPBACK_ROOT, LOOPBACK_BUILD, LOOPBACK_PORT and LOOPBACK_TIME_SCALE, and the course.
/// Throws Trouble for what cannot be used.
Context make_context(Screen& screen, bool plain);

}  // namespace runner
