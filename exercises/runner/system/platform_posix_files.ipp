// Linux and macOS apart from processes and keys: files, the environment, what the terminal is like.
// Included by platform.cpp, after platform_posix.ipp.

namespace runner::platform {

std::optional<Size> terminal_size(std::FILE* stream) {
    winsize size{};
    if (!is_terminal(stream) || ::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0)
        return std::nullopt;
    return Size{size.ws_col > 0 ? size.ws_col : 80, size.ws_row > 0 ? size.ws_row : 24};
}

std::optional<FileStamp> stamp_of(const std::filesystem::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0 || !S_ISREG(found.st_mode)) return std::nullopt;
#ifdef __APPLE__
    const timespec& time = found.st_mtimespec;
#else
    const timespec& time = found.st_mtim;
#endif
    return FileStamp{static_cast<std::uint64_t>(found.st_size),
                     static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec,
                     static_cast<std::uint64_t>(found.st_ino)};
}

FileLock::FileLock(const std::filesystem::path& file, const std::function<bool()>& go_on)
    : handle_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    const int handle = static_cast<int>(handle_);
    while (handle >= 0 && ::flock(handle, LOCK_EX | LOCK_NB) != 0) {
        const bool held = errno == EWOULDBLOCK;
        if (!held && errno != EINTR) return;
        if (held && !go_on()) return;
        // Nobody tells when it is let go, and waiting in flock(2) could not be called off.
        if (held) std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

FileLock::~FileLock() {
    if (handle_ >= 0) ::close(static_cast<int>(handle_));
}

std::vector<std::string> arguments(int argc, char** argv) {
    return {argv + std::min(argc, 1), argv + argc};
}

std::optional<std::string> variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? std::optional<std::string>(value) : std::nullopt;
}

std::optional<std::filesystem::path> find_program(const std::string& name) {
    const std::string path = variable("PATH").value_or("/usr/bin:/bin");
    for (std::size_t start = 0; start <= path.size();) {
        const std::size_t end = std::min(path.find(':', start), path.size());
        const std::filesystem::path file = path_of(path.substr(start, end - start)) / name;
        std::error_code ignored;
        if (std::filesystem::is_regular_file(file, ignored) && ::access(file.c_str(), X_OK) == 0)
            return file;
        start = end + 1;
    }
    return std::nullopt;
}

bool is_terminal(std::FILE* stream) { return ::isatty(::fileno(stream)) == 1; }

std::optional<int> terminal_width(std::FILE* stream) {
    winsize size{};
    if (!is_terminal(stream) || ::ioctl(::fileno(stream), TIOCGWINSZ, &size) != 0)
        return std::nullopt;
    return size.ws_col > 0 ? std::optional<int>(size.ws_col) : std::nullopt;
}

std::string describe_signal(int code) {
    switch (code) {
        case SIGSEGV: return "SIGSEGV (it used memory that is not its own)";
        case SIGBUS: return "SIGBUS (it used memory at an impossible address)";
        case SIGFPE: return "SIGFPE (an impossible calculation, often a division by zero)";
        case SIGILL: return "SIGILL (an impossible instruction)";
        case SIGABRT:
            return "SIGABRT (it gave up: abort(), an assert, or an exception nobody caught)";
        case SIGTRAP: return "SIGTRAP (it ran into a trap, often a function without a return)";
        case SIGPIPE: return "SIGPIPE (it wrote to a peer that was gone)";
        case SIGKILL: return "SIGKILL (killed from outside; often the machine was out of memory)";
        case SIGTERM: return "SIGTERM (it was asked to end)";
        case SIGINT: return "SIGINT (Ctrl-C)";
        default:
            return std::string("signal ") + std::to_string(code) + " (" + ::strsignal(code) + ")";
    }
}

int process_id() { return ::getpid(); }

bool create_new(const std::filesystem::path& file, std::string_view content,
                std::error_code& error) {
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    error.clear();
    if (handle < 0) {
        error.assign(errno, std::generic_category());
        return false;
    }
    while (!content.empty() && !error) {
        const ssize_t size = ::write(handle, content.data(), content.size());
        if (size < 0 && errno != EINTR) error.assign(errno, std::generic_category());
        if (size > 0) content.remove_prefix(static_cast<std::size_t>(size));
    }
    if (::close(handle) != 0 && !error) error.assign(errno, std::generic_category());
    if (error) ::unlink(file.c_str());
    return !error;
}

std::string executable(const std::string& name) { return name; }

}  // namespace runner::platform
