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

Finished run_cmake(Context& context, const std::vector<std::string>& variables) {
    std::error_code ignored;
    fs::remove(context.build / "CMakeCache.txt", ignored);
    fs::remove_all(context.build / "CMakeFiles", ignored);
    fs::remove(context.build / "build.ninja", ignored);
    std::vector<std::string> words{"cmake",
                                   "-S",
                                   platform::text_of(context.course.root),
                                   "-B",
                                   platform::text_of(context.build),
                                   "-G",
                                   "Ninja"};
    for (const std::string& variable : variables) words.push_back("-D" + variable);
    return run_tool(context, words, messages::what_build_folder);
}

void configure_again(Context& context, std::string& output) {
    std::vector<std::string> variables;
    for (const char* name : {"LOOPBACK_TESTS", "CMAKE_CXX_COMPILER"}) {
        const std::string value = cached(context.build, name);
        std::error_code error;
        const bool is_gone = value.starts_with('/') && !fs::exists(value, error);
        if (!value.empty() && !is_gone) variables.push_back(name + ("=" + value));
    }
    output += run_cmake(context, variables).output;
}

void stop_for_the_machine(const Context& context, std::string_view output, const fs::path& log) {
    const std::string folder = platform::text_of(context.build);
    if (has(output, "No space left on device") || has(output, "Disk quota exceeded"))
        throw Trouble{Status::setup_missing, fill(messages::build_disk_full, {folder})};
    if (has(output, "Read-only file system") || has(output, "Permission denied"))
        throw Trouble{Status::setup_missing,
                      fill(messages::build_not_writable, {folder, platform::text_of(log)})};
}

fs::path log_of(const Context& context, const std::string& name) {
    return context.build / "log" / (name + ".log");
}

/// Writes the log. Throws Trouble when the machine is in the way.
Built logged(const Context& context, Built built) {
    const bool written = try_write_file(built.log, built.output);
    if (!built.succeeded) stop_for_the_machine(context, built.output, built.log);
    if (!built.succeeded && !written)
        throw Trouble{Status::setup_missing,
                      fill(messages::build_not_writable, {platform::text_of(context.build), "-"})};
    return built;
}

/// Held while a build runs. Throws Canceled when asked to stop before it came.
class Turn {
public:
    explicit Turn(Context& context)
        : lock_(folder_for_logs(context) / "lock",
                [this, &context] { return wait_for_other_build(context, told_); }) {
        if (context.stop.stop_requested()) throw Canceled{};
    }

private:
    static fs::path folder_for_logs(const Context& context) {
        std::error_code ignored;
        fs::create_directories(context.build / "log", ignored);
        return context.build / "log";
    }

    bool told_ = false;
    platform::FileLock lock_;
};

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
    const Turn turn(context);
    const std::vector<std::string> words{"cmake", "--build", platform::text_of(context.build),
                                         "--target", target};
    Finished finished = run_tool(context, words, what);
    std::string output = finished.output;
    const fs::path log = log_of(context, target);
    if (!finished.succeeded()) stop_for_the_machine(context, output, log);
    if (!finished.succeeded() && folder_is_broken(output)) {
        configure_again(context, output);
        finished = run_tool(context, words, what);
        output += finished.output;
    }
    return logged(context, {finished.succeeded(), output, log});
}

Built configure(Context& context, const std::vector<std::string>& variables) {
    const Turn turn(context);
    const Finished finished = run_cmake(context, variables);
    return logged(context, {finished.succeeded(), finished.output, log_of(context, "configure")});
}

std::string cached(const fs::path& build, std::string_view variable) {
    for (const std::string& line : lines_of(read_file(build / "CMakeCache.txt").value_or(""))) {
        const std::size_t value = line.find('=');
        const bool it = line.starts_with(variable) && value != std::string::npos &&
                        line.find(':') == variable.size();
        if (it) return line.substr(value + 1);
    }
    return "";
}

Built build_by(Context& context, const std::string& name, std::string_view what,
               const std::vector<BuildStep>& steps) {
    const Turn turn(context);
    Built built{true, "", log_of(context, name)};
    for (const BuildStep& step : steps) {
        const Finished finished = run_tool(context, step.words, what);
        built.succeeded = finished.succeeded();
        if (!built.succeeded) {  // in Ninja's words, as all other logs have it
            built.output += "FAILED: " + platform::text_of(step.file) + "\n";
            for (const std::string& word : step.words) built.output += word + " ";
            built.output += "\n";
        }
        built.output += finished.output;
        if (!built.succeeded) break;
    }
    return logged(context, std::move(built));
}

void build_own_target(Context& context, const std::string& target, std::string_view what) {
    const Built built = build_target(context, target, what);
    if (built.succeeded) return;
    throw Trouble{Status::setup_missing,
                  fill(messages::own_build_failed,
                       {what, useful_part(built.output), platform::text_of(built.log)})};
}

}  // namespace runner
