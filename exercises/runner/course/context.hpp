#pragma once
// What every command is given: the course, the folders, the screen.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string_view>

#include "course/course.hpp"
#include "words/printer.hpp"

namespace runner {

struct Context {
    Course course;
    std::filesystem::path build;
    Printer& printer;
    bool plain = false;
    double time_scale = 1.0;
    std::uint16_t port = 62893;
    /// The launcher chose `port` for this user, since others are at home on this host.
    bool port_of_user = false;

    /// Work that takes long ends by throwing Canceled once this asks for it.
    std::stop_token stop{};
    /// Told how far a build is, in the place of the screen: "Building X", "[3/12]".
    std::function<void(std::string_view text, std::string_view how_far)> on_progress{};

    /// What progress.cpp knows of the files that all exercises depend on, once it has read them.
    mutable std::optional<std::uint64_t> common_fingerprint{};

    [[nodiscard]] std::filesystem::path program(const std::string& name) const;
    /// The same, with another place to speak, and nobody who is told of progress or may stop it.
    [[nodiscard]] Context printing_to(Printer& other) const;
};

/// Reads LOOPBACK_ROOT, LOOPBACK_BUILD, LOOPBACK_PORT, LOOPBACK_PORT_FROM and LOOPBACK_TIME_SCALE,
/// and the course. Throws Trouble for what cannot be used.
Context make_context(Printer& printer, bool plain);

}  // namespace runner
