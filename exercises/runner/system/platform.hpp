#pragma once
// Everything the runner asks of the operating system beyond the standard library: processes,
// the terminal, a lock. platform.cpp is the one file with a platform #ifdef.

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runner::platform {

using Clock = std::chrono::steady_clock;

/// The standard streams of a child process.
enum class Streams {
    inherited,  // the child has our terminal
    captured,   // an empty input; output and errors, in the order they were written, come to us
};

/// Who else is ended when a child process is killed.
enum class Family {
    shared,  // Ctrl-C reaches it as it reaches us
    own,     // whatever it starts is part of it, and nothing of it outlives it
    tool,    // as `own`, but a Ctrl-C for us is passed on, so that a build can clean up
};

struct Command {
    std::vector<std::string> words;  // the program and its arguments, UTF-8
    std::vector<std::pair<std::string, std::string>> environment;  // added to ours
    Streams streams = Streams::captured;
    Family family = Family::shared;
    bool records = false;  // adds `--records N`: N names a pipe of its own to us
};

/// How a process ended: by itself with an exit status, or by a signal (Windows: an exception).
struct ExitReport {
    bool by_signal = false;
    int code = 0;
    bool left_running = false;  // Family::own: a process that it had started outlived it (Linux)
};

/// A running child process. What is left of it is killed when the object goes.
class Child {
public:
    enum class Event { output, records, ended, nothing };

    /// Throws std::system_error when the program cannot be started.
    explicit Child(const Command& command);
    ~Child();
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    /// Waits until `until` for the next news; `chunk` is what came with output and records.
    /// After `ended`, nothing of a Family::own is left, and ending() is known.
    Event wait(Clock::time_point until, std::string& chunk);

    /// Asks it to end as Ctrl-C does (Windows: Ctrl-Break, the one that can be sent).
    void interrupt();
    void kill();
    [[nodiscard]] ExitReport ending() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// While this object lives, Ctrl-C is left to the child process that has the terminal, and a
/// request to end that is meant for us is passed on to it.
class LeaveCtrlCToTheChild {
public:
    LeaveCtrlCToTheChild();
    ~LeaveCtrlCToTheChild();
    LeaveCtrlCToTheChild(const LeaveCtrlCToTheChild&) = delete;
    LeaveCtrlCToTheChild& operator=(const LeaveCtrlCToTheChild&) = delete;
};

/// What has come from the keyboard.
enum class Key {
    none,  // the time is over, or somebody called wake()
    character,
    enter,
    escape,
    up,
    down,
    page_up,
    page_down,
    home,
    end,
    end_of_input,  // told once
};

struct Pressed {
    Key key = Key::none;
    char character = 0;
};

/// Whether a Console draws on the whole terminal, or writes on below what is there.
enum class Surface { whole_screen, stream };

/// The keyboard, key by key, and the terminal's screen, while this object lives. However the
/// program ends, the terminal is as it was: also after a crash, Ctrl-C, and while Ctrl-Z stops it.
/// Without a terminal, keys are what comes through the standard input. There is one at a time.
class Console {
public:
    explicit Console(Surface surface);
    ~Console();
    Console(const Console&) = delete;
    Console& operator=(const Console&) = delete;

    /// Waits until `until` for a key.
    Pressed wait(Clock::time_point until);
    /// Ends a wait, from any thread.
    void wake();

    /// False while a shell has put this program into the background: it must not draw then.
    [[nodiscard]] bool may_draw();
    /// True once after the screen was lost and has to be drawn again.
    [[nodiscard]] bool screen_was_lost();

    /// Gives the terminal to another program, and takes it back.
    void lend();
    void take_back(Surface surface);

private:
    struct State;
    std::unique_ptr<State> state_;
};

struct Size {
    int columns = 80;
    int rows = 24;
    bool operator==(const Size&) const = default;
};

/// The size of the terminal, or nothing when `stream` is none.
std::optional<Size> terminal_size(std::FILE* stream);

/// What changes when a file is saved, by whatever way.
struct FileStamp {
    std::uint64_t size = 0;
    std::int64_t time = 0;
    std::uint64_t number = 0;  // the inode, where there is one
    bool operator==(const FileStamp&) const = default;
};
std::optional<FileStamp> stamp_of(const std::filesystem::path& file);

/// Starts a program that lives on without us, and without our terminal. Throws std::system_error.
void start_apart(const std::vector<std::string>& words);

/// Held by one process at a time; the others wait. Released when the process ends, however.
class FileLock {
public:
    /// While somebody else holds it, calls `go_on` about twenty times a second, and gives up when
    /// that says false. Without the file there is no lock.
    FileLock(const std::filesystem::path& file, const std::function<bool()>& go_on);
    ~FileLock();
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;

private:
    std::intptr_t handle_;
};

/// The program's arguments in UTF-8, without its own name.
std::vector<std::string> arguments(int argc, char** argv);

/// Readies the console for UTF-8 and makes sure that no child outlives a Ctrl-C.
void prepare();

std::optional<std::string> variable(const char* name);
std::optional<std::filesystem::path> find_program(const std::string& name);

bool is_terminal(std::FILE* stream);
/// The width in columns, or nothing when `stream` is no terminal.
std::optional<int> terminal_width(std::FILE* stream);

/// A signal (Windows: exception) in words: "SIGSEGV (it used memory that is not its own)".
std::string describe_signal(int code);

int process_id();
unsigned processors();

/// Creates `file` with `content`; fails, and changes nothing, when it exists.
bool create_new(const std::filesystem::path& file, std::string_view content,
                std::error_code& error);

/// Paths are UTF-8 in every message and command line.
std::string text_of(const std::filesystem::path& path);
std::filesystem::path path_of(std::string_view text);

/// What `executable` is called here: "check-01" or "check-01.exe".
std::string executable(const std::string& name);

}  // namespace runner::platform
