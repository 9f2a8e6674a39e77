#pragma once
// A copy of a course in a folder of its own, and ./sandbox typed in it.

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include "runner/system/files.hpp"
#include "runner/system/platform.hpp"
#include "runner/system/process.hpp"
#include "runner/words/text.hpp"

namespace scratch {

namespace fs = std::filesystem;
using Environment = std::vector<std::pair<std::string, std::string>>;

/// Every run of spaces and line ends as one space: where lines wrap does not matter.
inline std::string in_one_line(std::string_view text) {
    std::string result;
    for (char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\r';
        if (!blank) result += c;
        if (blank && (result.empty() || result.back() != ' ')) result += ' ';
    }
    return result;
}

inline bool mentions(const std::string& text, std::string_view words) {
    return text.find(words) != std::string::npos ||
           in_one_line(text).find(in_one_line(words)) != std::string::npos;
}

/// Ends the test program as skipped: CTest shows it as such.
[[noreturn]] inline void skip(const std::string& why) {
    std::printf("skipped: %s\n", why.c_str());
    std::fflush(stdout);
    std::_Exit(77);
}

/// Removed with all that is in it at the end.
class Folder {
public:
    Folder() {
        static int count = 0;
        path_ = fs::temp_directory_path() /
                ("loopback-test-" + std::to_string(runner::platform::process_id()) + "-" +
                 std::to_string(++count));
        fs::create_directories(path_);
        path_ = fs::canonical(path_);
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    [[nodiscard]] const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

inline void write(const fs::path& file, std::string_view content) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << content;
}

inline void write_script(const fs::path& file, const std::string& lines) {
    write(file, "#!/bin/sh\n" + lines);
    fs::permissions(file, fs::perms::owner_all);
}

/// Runs a command with a limit that only a mistake reaches.
inline runner::Finished run(std::vector<std::string> words, Environment environment = {},
                            std::chrono::seconds limit = std::chrono::seconds(240)) {
    runner::platform::Command command;
    command.words = std::move(words);
    command.environment = std::move(environment);
    command.family = runner::platform::Family::own;
    return runner::run(command, {.time = limit});
}

/// A course in which ./sandbox is ready: the runner of this build is in its build folder.
class Course {
public:
    enum class Kind { small, whole };

    explicit Course(Kind kind = Kind::small) {
        const fs::path source = SOURCE_DIR;
        const auto all = fs::copy_options::recursive;
        if (kind == Kind::small) {
            fs::copy(source / "tests" / "runner" / "course", root(), all);
            // The launcher's help is made of these.
            const fs::path rooms = fs::path("exercises") / "runner";
            for (const char* file :
                 {"commands/table.cpp", "classroom/commands.hpp", "course/help.cpp"})
                write(root() / rooms / file, runner::read_file(source / rooms / file).value_or(""));
        } else {
            for (const char* part : {"exercises", "lessons"})
                fs::copy(source / part, root() / part, all);
            for (const auto& entry : fs::directory_iterator(root() / "exercises"))
                if (entry.is_directory()) fs::remove(entry.path() / "exercise.cpp");
            fs::copy(source / "CMakeLists.txt", root());
        }
        fs::copy(source / "include", root() / "include", all);
        fs::copy(source / "sandbox", root());
        fs::create_directories(build() / "bin");
        fs::create_directories(build() / "log");
        fs::copy(RUNNER, build() / "bin");
        std::vector<std::string> configure{
            "cmake",          "-S",
            root().string(),  "-B",
            build().string(), "-G",
            "Ninja",          std::string("-DCMAKE_CXX_COMPILER=") + COMPILER};
        if (kind == Kind::whole) configure.emplace_back("-DLOOPBACK_TESTS=OFF");
        const runner::Finished finished = run(configure);
        if (!finished.succeeded()) throw std::runtime_error(finished.output);
        make_ready();
    }

    /// What the launcher leaves behind when it has found the tools and built the runner.
    void make_ready() const {
        write(build() / ".launcher",
              root().string() + "\n" + COMPILER + "\n" + (root() / "sandbox").string() + "\n");
    }

    [[nodiscard]] const fs::path& root() const { return folder_.path(); }
    [[nodiscard]] fs::path build() const { return root() / ".build"; }
    [[nodiscard]] fs::path exercise(const std::string& file) const {
        return root() / "exercises" / "01-small" / file;
    }
    [[nodiscard]] std::string read(const fs::path& file) const {
        return runner::read_file(file).value_or("(no file)");
    }

    runner::Finished sandbox(std::vector<std::string> arguments, Environment more = {}) const {
        arguments.insert(arguments.begin(), (root() / "sandbox").string());
        Environment environment{{"LOOPBACK_BUILD", build().string()},
                                {"LOOPBACK_PORT", "0"},
                                {"LOOPBACK_TIME_SCALE", "0.3"}};
        for (auto& variable : more) {
            std::erase_if(environment, [&](const auto& v) { return v.first == variable.first; });
            environment.push_back(variable);
        }
        return run(arguments, environment);
    }

    /// Writes the learner's file: the includes of the stub, and `code`.
    void answer(const std::string& code) const {
        write(exercise("exercise.cpp"),
              "#include \"01-small/exercise.hpp\"\n#include <cstdio>\n#include <cstdlib>\n"
              "#include <vector>\n#include <algorithm>\n" +
                  code + "\n");
    }

private:
    Folder folder_;
};

/// One course for all cases of a program; each case starts from the stub, with nothing remembered.
inline Course& fresh_course() {
    static Course one;
    for (const char* folder : {"01-small", "02-later"})
        for (const auto& entry : fs::directory_iterator(one.root() / "exercises" / folder))
            if (entry.path().filename().string().starts_with("exercise.cpp"))
                fs::remove(entry.path());
    fs::remove_all(one.build() / "state");
    return one;
}

}  // namespace scratch
