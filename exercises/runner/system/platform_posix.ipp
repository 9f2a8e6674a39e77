// Processes on Linux and macOS. Included by platform.cpp, after platform_posix_signals.ipp.

namespace runner::platform {
namespace {

/// Held while a child is started: macOS has no pipe2(), and a child must not inherit another
/// child's pipe; and whoever asks for our children must know all of them.
std::mutex starting;
std::set<pid_t> started;  // those that were not waited for yet

/// Lets processes that a child leaves behind become ours, so that we can see them end.
void adopt_strays() {
#ifdef __linux__
    ::prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
#endif
}

constexpr std::string_view mark_name = "LOOPBACK_PROCESS_OF=";

/// Whether a process was started with this mark in its environment: proc_pid_environ(5).
bool has_mark(pid_t process, const std::string& mark) {
    std::ifstream file("/proc/" + std::to_string(process) + "/environ", std::ios::binary);
    for (std::string entry; std::getline(file, entry, '\0');)
        if (entry == std::string(mark_name) + mark) return true;
    return false;
}

/// Ends what a check has started in a session of its own: it has outlived the check's group, and
/// has become our child. Whatever else has become our child, such as an editor, is left alone.
/// True when there was one.
bool end_escaped(const std::string& mark) {
    bool any = false;
#ifdef __linux__
    const std::lock_guard lock(starting);
    for (bool found = true; std::exchange(found, false);) {
        std::error_code error;
        for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", error)) {
            std::ifstream children(task.path() / "children");
            for (pid_t process = 0; children >> process;) {
                if (started.contains(process) || !has_mark(process, mark)) continue;
                int status = 0;
                ::kill(process, SIGKILL);
                // Once it is gone, what it had started is ours, too.
                if (::waitpid(process, &status, 0) != process) continue;
                found = true;
                any = any || (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
            }
        }
    }
#else
    static_cast<void>(mark);
#endif
    return any;
}

struct Pipe {
    int read = -1;
    int write = -1;

    Pipe() {
        int ends[2];
        if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
        read = ::fcntl(ends[0], F_DUPFD_CLOEXEC, first_free);
        write = ::fcntl(ends[1], F_DUPFD_CLOEXEC, first_free);
        ::close(ends[0]);
        ::close(ends[1]);
    }
};

void close_handle(int& handle) {
    if (handle >= 0) ::close(handle);
    handle = -1;
}

std::vector<std::string> environment_with(const Command& command) {
    std::vector<std::string> result;
    for (const auto& [name, value] : command.environment) result.push_back(name + "=" + value);
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        const auto replaces = [&](const auto& added) {
            return text.substr(0, text.find('=')) == added.first;
        };
        if (std::none_of(command.environment.begin(), command.environment.end(), replaces))
            result.emplace_back(text);
    }
    return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (std::string& text : texts) result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

pid_t spawn(const Command& command, int output, int records, const std::string& mark) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);

    std::vector<std::string> words = command.words;
    if (command.streams == Streams::captured) {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
        posix_spawn_file_actions_adddup2(&actions, output, 1);
        posix_spawn_file_actions_adddup2(&actions, output, 2);
    }
    if (command.records) {
        posix_spawn_file_actions_adddup2(&actions, records, records_number);
        words.insert(words.end(), {"--records", std::to_string(records_number)});
    }
    // Whatever we ignore or handle, the child starts from the defaults.
    sigset_t defaults;
    sigset_t none;
    sigemptyset(&none);
    sigemptyset(&defaults);
    for (int signal : {SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGPIPE}) sigaddset(&defaults, signal);
    short flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
    if (command.family != Family::shared) flags |= POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setflags(&attributes, flags);
    posix_spawnattr_setsigdefault(&attributes, &defaults);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setpgroup(&attributes, 0);

    std::vector<std::string> environment = environment_with(command);
    if (!mark.empty()) environment.push_back(std::string(mark_name) + mark);
    pid_t process = 0;
    const int error = ::posix_spawnp(&process, words.front().c_str(), &actions, &attributes,
                                     pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) throw std::system_error(error, std::generic_category(), words.front());
    return process;
}

}  // namespace

struct Child::State {
    pid_t process = 0;
    Family family = Family::shared;
    int output = -1;
    int records = -1;
    bool exited = false;  // it has ended, but its number is still ours
    bool reaped = false;
    ExitReport ending;
    std::string mark;  // of a check: what it starts has it, too

    bool has_exited(bool block) {
        siginfo_t info{};
        while (::waitid(P_PID, static_cast<id_t>(process), &info,
                        WEXITED | WNOWAIT | (block ? 0 : WNOHANG)) != 0)
            if (errno != EINTR) return true;
        return info.si_pid == process;
    }

    /// True when one of them was alive until it was killed.
    [[nodiscard]] bool reap_strays() const {
        bool any_alive = false;
        for (;;) {
            int status = 0;
            const pid_t stray = ::waitpid(-process, &status, 0);
            if (stray > 0 && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) any_alive = true;
            if (stray < 0 && errno != EINTR) return any_alive;
        }
    }

    void reap() {
        // Before the process is reaped, so that the group's number cannot belong to another.
        if (family != Family::shared) ::kill(-process, SIGKILL);
        int status = 0;
        while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
        }
        // What it left behind was killed with it. Once that is gone, its ports are free.
        const bool left_group = family == Family::own && reap_strays();
        forget(process);
        {
            const std::lock_guard lock(starting);
            started.erase(process);
        }
        const bool left_running = (!mark.empty() && end_escaped(mark)) || left_group;
        reaped = true;
        ending = WIFSIGNALED(status) ? ExitReport{true, WTERMSIG(status), left_running}
                                     : ExitReport{false, WEXITSTATUS(status), left_running};
        close_handle(output);
        close_handle(records);
    }
};

Child::Child(const Command& command) : state_(std::make_unique<State>()) {
    const std::lock_guard lock(starting);
    const Start start;
    static const bool ready = (adopt_strays(), true);
    static_cast<void>(ready);
    state_->family = command.family;
    static unsigned long long checks = 0;
    if (command.records) state_->mark = std::to_string(::getpid()) + "-" + std::to_string(++checks);
    Pipe output;
    Pipe records;
    const auto close_ours = [&](bool reading_too) {
        close_handle(output.write);
        close_handle(records.write);
        if (reading_too || command.streams == Streams::inherited) close_handle(output.read);
        if (reading_too || !command.records) close_handle(records.read);
    };
    try {
        state_->process = spawn(command, output.write, records.write, state_->mark);
    } catch (...) {
        close_ours(true);
        throw;
    }
    started.insert(state_->process);
    remember(state_->process, command);
    close_ours(false);
    state_->output = output.read;
    state_->records = records.read;
}

Child::~Child() {
    if (state_->reaped) return;
    kill();
    state_->reap();
}

Child::Event Child::wait(Clock::time_point until, std::string& chunk) {
    using namespace std::chrono_literals;
    State& child = *state_;
    if (child.reaped) return Event::ended;
    const bool silent = child.output < 0 && child.records < 0;
    if (silent && until == Clock::time_point::max()) child.exited = child.has_exited(true);
    for (auto tick = 1ms;;) {
        std::array<pollfd, 2> places{{{child.output, POLLIN, 0}, {child.records, POLLIN, 0}}};
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(
            std::max(until - Clock::now(), Clock::duration::zero()));
        // Pipes tell of themselves; the end of the process has to be asked for: a stray process
        // may hold the pipes open.
        const auto pause = child.exited ? 0ms : std::min<std::chrono::milliseconds>(tick, left);
        const int ready = ::poll(places.data(), places.size(), static_cast<int>(pause.count()));
        for (std::size_t i = 0; i < places.size() && ready > 0; ++i) {
            if (places[i].revents == 0) continue;
            int& handle = i == 0 ? child.output : child.records;
            chunk.resize(64 * 1024);
            const ssize_t size = ::read(handle, chunk.data(), chunk.size());
            if (size < 0 && errno == EINTR) continue;
            chunk.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
            if (size > 0) return i == 0 ? Event::output : Event::records;
            close_handle(handle);
        }
        tick = ready > 0 ? 1ms : std::min(tick * 2, 50ms);
        if (ready > 0) continue;
        if (child.exited) {
            child.reap();
            return Event::ended;
        }
        child.exited = child.has_exited(false);
        if (!child.exited && Clock::now() >= until) return Event::nothing;
    }
}

void Child::interrupt() {
    if (!state_->reaped) ::kill(state_->process, SIGINT);
}

void Child::kill() {
    if (state_->reaped) return;
    ::kill(state_->family == Family::shared ? state_->process : -state_->process, SIGKILL);
}

ExitReport Child::ending() const { return state_->ending; }

LeaveCtrlCToTheChild::LeaveCtrlCToTheChild() {
    struct sigaction action {};
    action.sa_sigaction = pass_on;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    for (int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

LeaveCtrlCToTheChild::~LeaveCtrlCToTheChild() { prepare(); }

void start_apart(const std::vector<std::string>& words) {
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    posix_spawnattr_setpgroup(&attributes, 0);
    std::vector<std::string> copy = words;
    pid_t process = 0;
    const std::lock_guard lock(starting);
    const int error = ::posix_spawnp(&process, copy.front().c_str(), &actions, &attributes,
                                     pointers(copy).data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attributes);
    if (error != 0) throw std::system_error(error, std::generic_category(), words.front());
    started.insert(process);  // for good: it may outlive us
    std::thread([process] { ::waitpid(process, nullptr, 0); }).detach();
}

void prepare() {
    for (int signal : ending_signals) std::signal(signal, end_with_children);
}

}  // namespace runner::platform
