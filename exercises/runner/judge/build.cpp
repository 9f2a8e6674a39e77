#include "judge/build.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>

#include "system/files.hpp"
#include "system/platform.hpp"
#include "system/process.hpp"
#include "words/messages.hpp"
#include "words/text.hpp"
#include "words/trouble.hpp"

namespace runner {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_lines = 10;

void show_progress(Context& context, std::string_view text, std::string_view how_far) {
    if (context.on_progress)
        context.on_progress(text, how_far);
    else
        context.printer.progress(text, how_far);
}

/// Only one ./sandbox builds at a time.
bool wait_for_other_build(Context& context, bool& told) {
    if (context.on_progress)
        context.on_progress(messages::waiting_for_other_build, "");
    else if (!told)
        std::fprintf(stderr, "%s\n", std::string(messages::waiting_for_other_build).c_str());
    told = true;
    return !context.stop.stop_requested();
}

Finished run_tool(Context& context, std::vector<std::string> words, std::string_view what) {
    platform::Command command;
    command.words = std::move(words);
    command.family = platform::Family::tool;
    command.environment = {{"LC_ALL", "C"}};  // messages in one language, to be read by us
    const Finished finished = run(command, {.stop = context.stop}, [&](const Finished& so_far) {
        show_progress(context, fill(messages::building, {what}), build_progress(so_far.output));
    });
    context.printer.end_progress();
    if (finished.end == End::canceled) throw Canceled{};
    if (finished.end == End::not_started)
        throw Trouble{Status::setup_missing,
                      fill(messages::tool_not_started, {command.words.front(), finished.reason})};
    return finished;
}

bool has(std::string_view text, std::string_view words) {
    return text.find(words) != std::string_view::npos;
}

/// CMake or Ninja could not read the build folder; no compiler had the word yet.
bool folder_is_broken(std::string_view output) {
    if (has(output, "FAILED: ")) return false;
    return has(output, "ninja: error:") || has(output, "CMake Error") || has(output, "Error: ") ||
           has(output, "not a directory") || has(output, "build.ninja");
}

void configure_again(Context& context, std::string& output) {
    std::error_code ignored;
    fs::remove(context.build / "CMakeCache.txt", ignored);
    fs::remove_all(context.build / "CMakeFiles", ignored);
    fs::remove(context.build / "build.ninja", ignored);
    const Finished finished = run_tool(context,
                                       {"cmake", "-S", platform::text_of(context.course.root), "-B",
                                        platform::text_of(context.build), "-G", "Ninja"},
                                       messages::what_build_folder);
    output += finished.output;
}

void stop_for_the_machine(const Context& context, std::string_view output, const fs::path& log) {
    const std::string folder = platform::text_of(context.build);
    if (has(output, "No space left on device") || has(output, "Disk quota exceeded"))
        throw Trouble{Status::setup_missing, fill(messages::build_disk_full, {folder})};
    if (has(output, "Read-only file system") || has(output, "Permission denied"))
        throw Trouble{Status::setup_missing,
                      fill(messages::build_not_writable, {folder, platform::text_of(log)})};
}

}  // namespace

std::string build_progress(std::string_view output) {
    const std::size_t end = output.rfind("] ");
    const std::size_t start = end == std::string_view::npos ? end : output.rfind('[', end);
    if (start == std::string_view::npos || end - start > 12) return "";
    return std::string(output.substr(start, end - start + 1));
}

std::string useful_part(std::string_view log) {
    std::vector<std::string> lines = lines_of(without_colors(log));
    std::vector<std::string> errors;
    std::copy_if(lines.begin(), lines.end(), std::back_inserter(errors),
                 [](const std::string& line) {
                     return has(line, "error:") || has(line, "undefined reference") ||
                            has(line, "CMake Error");
                 });
    // The first error is the cause of most others; without one, the last words count.
    if (errors.empty()) {
        std::erase_if(lines, [](const std::string& line) {
            return line.empty() || line.starts_with("[") || line.starts_with("-- ");
        });
        const std::size_t start = lines.size() > most_lines ? lines.size() - most_lines : 0;
        errors.assign(lines.begin() + static_cast<std::ptrdiff_t>(start), lines.end());
    }
    errors.resize(std::min(errors.size(), most_lines));
    std::string text;
    for (const std::string& line : errors) text += "    " + shortened(harmless(line), 300) + "\n";
    return text;
}

Built build_target(Context& context, const std::string& target, std::string_view what) {
    std::error_code ignored;
    fs::create_directories(context.build / "log", ignored);
    bool told = false;
    const platform::FileLock lock(context.build / "log" / "lock",
                                  [&] { return wait_for_other_build(context, told); });
    if (context.stop.stop_requested()) throw Canceled{};
    const std::vector<std::string> words{"cmake", "--build", platform::text_of(context.build),
                                         "--target", target};
    Finished finished = run_tool(context, words, what);
    std::string output = finished.output;
    const std::filesystem::path log_file = context.build / "log" / (target + ".log");
    if (!finished.succeeded()) stop_for_the_machine(context, output, log_file);
    if (!finished.succeeded() && folder_is_broken(output)) {
        configure_again(context, output);
        finished = run_tool(context, words, what);
        output += finished.output;
    }
    Built built{finished.succeeded(), output, log_file};
    const bool logged = try_write_file(built.log, output);
    if (!built.succeeded) stop_for_the_machine(context, output, built.log);
    if (!built.succeeded && !logged)
        throw Trouble{Status::setup_missing,
                      fill(messages::build_not_writable, {platform::text_of(context.build), "-"})};
    return built;
}

void build_own_target(Context& context, const std::string& target, std::string_view what) {
    const Built built = build_target(context, target, what);
    if (built.succeeded) return;
    throw Trouble{Status::setup_missing,
                  fill(messages::own_build_failed,
                       {what, useful_part(built.output), platform::text_of(built.log)})};
}

}  // namespace runner
