// ./sandbox doctor: is this machine ready, and if not, what helps?

#include <array>
#include <chrono>
#include <functional>

#include "commands/commands.hpp"
#include "commands/port_owner.hpp"
#include "loopback/tcp.hpp"
#include "system/files.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

enum class Health { ok, missing, note };

struct Finding {
    Health health = Health::ok;
    std::string subject;
    std::string text;
    std::string mend;
};

std::string install(std::string_view apt, std::string_view dnf, std::string_view brew,
                    std::string_view winget) {
    return fill(messages::doctor_install, {apt, dnf, brew, winget});
}

/// The value of NAME:TYPE=VALUE in CMake's cache; empty when it is not there.
std::string cached(const std::string& cache, std::string_view name) {
    for (const std::string& line : lines_of(cache))
        if (line.starts_with(name) && line.size() > name.size() && line[name.size()] == ':')
            return line.substr(line.find('=') + 1);
    return "";
}

/// The first line that `program --version` prints; empty when it cannot be run. Microsoft's
/// compiler tells its version when it is asked nothing, and only then.
std::string version_of(const std::string& program) {
    platform::Command command;
    command.words = {program};
    if (platform::path_of(program).stem() != "cl") command.words.emplace_back("--version");
    command.environment = {{"LC_ALL", "C"}};
    command.family = platform::Family::own;
    const Finished finished = run(command, {.time = 30s, .output = 64 * 1024});
    const std::vector<std::string> lines = lines_of(finished.output);
    return finished.succeeded() && !lines.empty() ? harmless(lines.front()) : "";
}

Finding tool(std::string subject, const std::string& program, std::string mend) {
    const std::string version = program.empty() ? "" : version_of(program);
    if (!version.empty()) return {Health::ok, std::move(subject), version, ""};
    return {Health::missing, std::move(subject), std::string(messages::doctor_not_found),
            std::move(mend)};
}

/// The number in "#define NAME 2".
std::string defined_number(const std::string& header, std::string_view name) {
    const std::size_t at = header.find(name);
    if (at == std::string::npos) return "?";
    const std::size_t start = header.find_first_of("0123456789\n", at + name.size());
    return header.substr(start, header.find_first_not_of("0123456789", start) - start);
}

Finding doctest_header(const std::string& cache) {
    // Fetched, <prefix>/lib/cmake/doctest, or wherever compilers look by default.
    std::vector<fs::path> folders{"/usr/include", "/usr/local/include", "/opt/homebrew/include"};
    for (const char* name : {"DOCTEST_INCLUDE_DIR", "doctest_SOURCE_DIR"})
        if (const std::string found = cached(cache, name); !found.empty())
            folders.insert(folders.begin(), platform::path_of(found));
    if (const std::string found = cached(cache, "doctest_DIR"); !found.empty())
        folders.insert(
            folders.begin(),
            platform::path_of(found).parent_path().parent_path().parent_path() / "include");
    for (const fs::path& folder : folders) {
        for (const char* name : {"doctest/doctest.h", "doctest.h"}) {
            const auto header = read_file(folder / name);
            if (!header) continue;
            const std::string version = defined_number(*header, "DOCTEST_VERSION_MAJOR") + "." +
                                        defined_number(*header, "DOCTEST_VERSION_MINOR") + "." +
                                        defined_number(*header, "DOCTEST_VERSION_PATCH");
            return {Health::ok, "doctest", version + " in " + platform::text_of(folder), ""};
        }
    }
    return {Health::missing, "doctest", std::string(messages::doctor_not_found),
            install("doctest-dev", "doctest-devel", "doctest", "Git.Git, which fetches it")};
}

Finding debugger() {
    for (const char* name : {"gdb", "lldb"})
        if (const std::string version = platform::find_program(name) ? version_of(name) : "";
            !version.empty())
            return {Health::ok, "debugger", version, ""};
    return {Health::note, "debugger", std::string(messages::doctor_no_debugger), ""};
}

/// Binds, connects and accepts on `address`; the error's message, or nothing.
std::string loopback_trouble(const loopback::IpAddress& address) {
    try {
        auto listener = loopback::TcpListener::bind({address, 0});
        auto client = loopback::TcpStream::connect(listener.local_endpoint(), 20s);
        auto accepted = listener.accept(20s);
        return "";
    } catch (const loopback::SocketError& error) {
        return error.what();
    }
}

Finding loopback_v4_works() {
    const std::string trouble = loopback_trouble(loopback::loopback_v4);
    if (trouble.empty())
        return {Health::ok, "127.0.0.1", std::string(messages::doctor_loopback_works), ""};
    return {Health::missing, "127.0.0.1", trouble, std::string(messages::doctor_loopback_mend)};
}

Finding loopback_v6_works() {
    const std::string trouble = loopback_trouble(loopback::loopback_v6);
    if (trouble.empty())
        return {Health::ok, "::1", std::string(messages::doctor_loopback_works), ""};
    return {Health::note, "::1", fill(messages::doctor_ipv6_note, {trouble}), ""};
}

Finding port(const Context& context) {
    const std::uint16_t number = context.port;
    const auto says = [&](std::string_view state) {
        return context.port_of_user ? fill(messages::doctor_port_of_user, {state})
                                    : std::string(state);
    };
    const std::string subject = "port " + std::to_string(number);
    if (number == 0) return {Health::ok, subject, std::string(messages::doctor_port_any), ""};
    std::error_code error;
    auto listener =
        loopback::TcpListener::bind({loopback::loopback_v4, loopback::Port(number)}, error);
    if (!error) return {Health::ok, subject, says(messages::doctor_port_free), ""};
    const bool taken = error == std::errc::address_in_use;
    return {Health::note, subject,
            says(taken ? fill(messages::doctor_port_taken, {port_owner(number)})
                       : fill(messages::doctor_port_refused, {error.message()})),
            taken ? ways_on(number, "./sandbox tour") : other_ports(number, "./sandbox tour")};
}

Finding writable(std::string subject, const fs::path& folder, std::string_view mend) {
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    const fs::path probe = folder / (".probe-" + std::to_string(platform::process_id()));
    const bool written = try_write_file(probe, "probe");
    fs::remove(probe, ignored);
    if (written)
        return {Health::ok, std::move(subject),
                fill(messages::doctor_writable, {platform::text_of(folder)}), ""};
    return {Health::missing, std::move(subject), platform::text_of(folder), std::string(mend)};
}

Finding terminal() {
    std::string charset = "?";
    for (const char* name : {"LANG", "LC_CTYPE", "LC_ALL"})  // the last that is set counts
        if (const auto value = platform::variable(name); value && !value->empty()) charset = *value;
    charset = harmless(charset);
    const auto width = platform::terminal_width(stdout);
    return {Health::ok, "terminal",
            width ? fill(messages::doctor_terminal, {std::to_string(*width), charset})
                  : fill(messages::doctor_no_terminal, {charset}),
            ""};
}

void show(Printer& printer, const Finding& finding) {
    const Style& style = printer.style();
    const std::string_view word = finding.health == Health::ok        ? messages::doctor_ok
                                  : finding.health == Health::missing ? messages::doctor_missing
                                                                      : messages::doctor_note;
    const Color color = finding.health == Health::ok        ? Color::good
                        : finding.health == Health::missing ? Color::bad
                                                            : Color::strong;
    const std::string text = wrapped(harmless(finding.text, style.charset), style.width,
                                     padded(word, 9) + padded(finding.subject, 14));
    printer.print(style.paint(color, word) + text.substr(word.size()));
    if (!finding.mend.empty())
        printer.paragraph(finding.mend, std::string(9, ' ') + padded(messages::doctor_mend, 14));
}

}  // namespace

ExitStatus doctor(Context& context, const Request&) {
    const std::string cache = read_file(context.build / "CMakeCache.txt").value_or("");
    const std::vector<std::function<Finding()>> examinations{
        [&] {
            return tool("C++ compiler", cached(cache, "CMAKE_CXX_COMPILER"),
                        install("g++", "gcc-c++", "gcc", "BrechtSanders.WinLibs.POSIX.UCRT"));
        },
        [] { return tool("CMake", "cmake", install("cmake", "cmake", "cmake", "Kitware.CMake")); },
        [&] {
            return tool("Ninja", cached(cache, "CMAKE_MAKE_PROGRAM"),
                        install("ninja-build", "ninja-build", "ninja", "Ninja-build.Ninja"));
        },
        [&] { return doctest_header(cache); },
        debugger,
        loopback_v4_works,
        loopback_v6_works,
        [&] { return port(context); },
        [&] { return writable("build folder", context.build, messages::doctor_build_mend); },
        [&] {
            return writable("exercises", context.course.root / "exercises",
                            messages::doctor_course_mend);
        },
        terminal,
    };
    Printer& printer = context.printer;
    printer.line(messages::doctor_title);
    printer.line();
    bool ready = true;
    for (const auto& examine : examinations) {
        const Finding finding = examine();
        show(printer, finding);
        ready = ready && finding.health != Health::missing;
    }
    printer.line();
    printer.paragraph(ready ? messages::doctor_ready : messages::doctor_not_ready);
    return exit_with(ready ? Status::done : Status::setup_missing);
}

}  // namespace runner
