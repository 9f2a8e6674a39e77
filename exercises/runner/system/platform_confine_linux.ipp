// Linux: namespaces (namespaces(7)) and limits (setrlimit(2)). Included by platform.cpp.

#include <net/if.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>

#include <grp.h>

#include <fstream>

namespace runner::platform {
namespace {

constexpr int proof_number = 4;         // what the program knows the proof's pipe by
constexpr uid_t nobody = 65534;         // who the program is in a user namespace
constexpr uid_t first_guest = 100'000;  // without one: who it is, apart from everybody

[[noreturn]] void give_up(const std::string& what) {
    const std::string line = what + ": " + std::strerror(errno) + "\n";
    const auto ignored = ::write(STDERR_FILENO, line.data(), line.size());
    static_cast<void>(ignored);
    ::_exit(not_confined);
}

void require(bool done, const std::string& what) {
    if (!done) give_up(what);
}

/// Takes the proof out of the environment, its bytes too (/proc/PID/environ shows them), and puts
/// it into a pipe. Adds the pipe's number to the program's arguments.
void hand_over_proof(std::vector<std::string>& words) {
    char* const value = std::getenv(proof_variable);
    if (value == nullptr) return;
    const std::string proof = value;
    std::memset(value, 0, proof.size());
    ::unsetenv(proof_variable);
    Pipe pipe;
    require(::write(pipe.write, proof.data(), proof.size()) == static_cast<ssize_t>(proof.size()),
            "pipe");
    close_handle(pipe.write);
    require(::dup2(pipe.read, proof_number) == proof_number, "pipe");
    close_handle(pipe.read);
    words.insert(words.end(), {"--proof", std::to_string(proof_number)});
}

void limit(int what, std::size_t most) {
    if (most == 0) return;
    rlimit both{};
    ::getrlimit(static_cast<__rlimit_resource>(what), &both);
    both.rlim_cur = std::min<rlim_t>(most, both.rlim_max);
    both.rlim_max = both.rlim_cur;
    require(::setrlimit(static_cast<__rlimit_resource>(what), &both) == 0, "setrlimit");
}

/// Before Linux 5.14 processes are counted for a user, not for a user in a namespace: a limit
/// would count whatever else that user runs.
bool counts_processes_apart() {
    std::ifstream stream("/proc/sys/kernel/osrelease");
    int major = 0;
    int minor = 0;
    char point = 0;
    stream >> major >> point >> minor;
    return major > 5 || (major == 5 && minor >= 14);
}

void write_text(const char* file, const std::string& text) {
    const int handle = ::open(file, O_WRONLY | O_CLOEXEC);
    const bool written = handle >= 0 && ::write(handle, text.data(), text.size()) ==
                                            static_cast<ssize_t>(text.size());
    if (handle >= 0) ::close(handle);
    require(written, file);
}

/// Root of this machine, and not of a container that knows few users (user_namespaces(7)).
bool is_real_root() {
    std::ifstream stream("/proc/self/uid_map");
    unsigned long first = 0;
    unsigned long outside = 0;
    unsigned long users = 0;
    stream >> first >> outside >> users;
    return ::geteuid() == 0 && first == 0 && outside == 0 && users == 4294967295UL;
}

enum class Rights { of_root, of_a_user_namespace };

/// Root needs no user namespace, and gives its rights away later. Everybody else gets one.
Rights enter_namespaces() {
    constexpr int apart = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    if (is_real_root() && ::unshare(apart) == 0) return Rights::of_root;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    require(::unshare(apart | CLONE_NEWUSER) == 0, "unshare");
    write_text("/proc/self/setgroups", "deny");
    const std::string inside = std::to_string(nobody) + " ";
    write_text("/proc/self/uid_map", inside + std::to_string(user) + " 1");
    write_text("/proc/self/gid_map", inside + std::to_string(group) + " 1");
    return Rights::of_a_user_namespace;
}

void raise_loopback() {
    const int handle = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq request{};
    std::strcpy(request.ifr_name, "lo");
    require(handle >= 0 && ::ioctl(handle, SIOCGIFFLAGS, &request) == 0, "loopback");
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP);
    require(::ioctl(handle, SIOCSIFFLAGS, &request) == 0, "loopback");
    ::close(handle);
}

/// What must stay as it is when a mount is changed in a user namespace.
unsigned long flags_of(const std::string& place) {
    struct statvfs about {};
    ::statvfs(place.c_str(), &about);
    unsigned long flags = 0;
    if ((about.f_flag & ST_NOSUID) != 0) flags |= MS_NOSUID;
    if ((about.f_flag & ST_NODEV) != 0) flags |= MS_NODEV;
    if ((about.f_flag & ST_NOEXEC) != 0) flags |= MS_NOEXEC;
    if ((about.f_flag & ST_NOATIME) != 0) flags |= MS_NOATIME;
    if ((about.f_flag & ST_NODIRATIME) != 0) flags |= MS_NODIRATIME;
    if ((about.f_flag & ST_RELATIME) != 0) flags |= MS_RELATIME;
    return flags;
}

enum class Access { read_only, as_it_is };

void show(const std::string& from, const std::string& to, Access access) {
    require(::mount(from.c_str(), to.c_str(), nullptr, MS_BIND | MS_REC, nullptr) == 0, from);
    if (access == Access::as_it_is) return;
    const unsigned long flags = MS_REMOUNT | MS_BIND | MS_RDONLY | flags_of(to);
    require(::mount(nullptr, to.c_str(), nullptr, flags, nullptr) == 0, from);
}

void show_folder(const std::string& from, const std::string& root) {
    struct stat about {};
    if (::lstat(from.c_str(), &about) != 0) return;
    const std::string to = root + from;
    if (S_ISLNK(about.st_mode)) {
        std::error_code ignored;
        const std::string target = std::filesystem::read_symlink(from, ignored).string();
        require(::symlink(target.c_str(), to.c_str()) == 0, from);
    } else if (S_ISDIR(about.st_mode)) {
        require(::mkdir(to.c_str(), 0755) == 0, from);
        show(from, to, Access::read_only);
    }
}

void show_file(const std::string& from, const std::string& to, Access access) {
    if (::access(from.c_str(), F_OK) != 0) return;
    const int handle = ::open(to.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
    require(handle >= 0, to);
    ::close(handle);
    show(from, to, access);
}

/// A new / of nothing but the system's libraries, its devices that are no devices, the program,
/// and a small /tmp.
void enter_root(const std::string& root, const std::string& program) {
    const std::string small = "size=16m,mode=1777";
    require(::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0, "mount /");
    require(::mount("tmpfs", root.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=1m,mode=755") == 0,
            "tmpfs");
    for (const char* folder : {"/usr", "/lib", "/lib64", "/lib32", "/libx32", "/bin", "/sbin"})
        show_folder(folder, root);
    for (const char* folder : {"/etc", "/dev", "/proc", "/tmp"})
        require(::mkdir((root + folder).c_str(), 0755) == 0, folder);
    for (const char* file : {"/etc/ld.so.cache", "/etc/hosts", "/etc/host.conf",
                             "/etc/nsswitch.conf", "/etc/services", "/etc/protocols"})
        show_file(file, root + file, Access::read_only);
    for (const char* file : {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"})
        show_file(file, root + file, Access::as_it_is);
    show_file(program, root + "/check", Access::read_only);
    require(::mount("proc", (root + "/proc").c_str(), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC,
                    nullptr) == 0,
            "mount /proc");
    require(::mount("tmpfs", (root + "/tmp").c_str(), "tmpfs", MS_NOSUID | MS_NODEV,
                    small.c_str()) == 0,
            "tmpfs");
    require(::chdir(root.c_str()) == 0 && ::syscall(SYS_pivot_root, ".", ".") == 0, "pivot_root");
    require(::umount2(".", MNT_DETACH) == 0, "umount");
    require(::chdir("/tmp") == 0, "chdir");
    constexpr unsigned long sealed = MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV;
    require(::mount(nullptr, "/", nullptr, sealed, nullptr) == 0, "seal /");
}

/// As root: somebody whom nobody else is, so that limits count for this program alone. (In a user
/// namespace the rights go with exec: there the program is not root.)
void give_up_rights(Rights rights, pid_t number) {
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (rights != Rights::of_root) return;
    const uid_t guest = first_guest + static_cast<uid_t>(number);
    require(::setgroups(0, nullptr) == 0 && ::setresgid(guest, guest, guest) == 0 &&
                ::setresuid(guest, guest, guest) == 0,
            "setuid");
}

void bare_environment() {
    std::vector<std::pair<std::string, std::string>> kept;
    for (const char* name : {"LANG", "LC_ALL", "TZ", "LOOPBACK_TIME_SCALE", "ASAN_OPTIONS",
                             "UBSAN_OPTIONS", "TSAN_OPTIONS"})
        if (const auto value = variable(name)) kept.emplace_back(name, *value);
    ::clearenv();
    for (const auto& [name, value] : kept) ::setenv(name.c_str(), value.c_str(), 1);
}

/// Limits come last: with a sanitizer in it, this very program could not allocate any more.
[[noreturn]] void become(std::vector<std::string>& words, const Confinement& confinement,
                         unsigned processes) {
    if (confinement.environment == Environment::bare) bare_environment();
    const std::vector<char*> arguments = pointers(words);
    limit(RLIMIT_NPROC, processes);
    limit(RLIMIT_FSIZE, confinement.file_size);
    limit(RLIMIT_CPU, confinement.processor_seconds);
    rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none);
    limit(RLIMIT_DATA, confinement.memory);
    ::execvp(arguments.front(), arguments.data());
    give_up(words.front());
}

/// The first process of the new namespace: everything in it ends with it.
[[noreturn]] void run_inside(std::vector<std::string>& words, const Confinement& confinement,
                             Rights rights, pid_t outside_number, int told_by) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    raise_loopback();
    require(::sethostname("loopback", 8) == 0, "sethostname");
    enter_root(confinement.root.string(), words.front());
    words.front() = "/check";
    const pid_t program = ::fork();
    require(program >= 0, "fork");
    if (program == 0) {
        give_up_rights(rights, outside_number);
        const bool apart = rights == Rights::of_root || counts_processes_apart();
        become(words, confinement, apart ? confinement.processes : 0);
    }
    for (;;) {
        int status = 0;
        const pid_t ended = ::wait(&status);
        if (ended < 0 && errno == EINTR) continue;
        if (ended != program) continue;
        const auto ignored = ::write(told_by, &status, sizeof status);
        static_cast<void>(ignored);
        ::_exit(0);
    }
}

/// Ends as the program ended.
[[noreturn]] void end_as(int status) {
    if (WIFEXITED(status)) ::_exit(WEXITSTATUS(status));
    rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none);
    std::signal(WTERMSIG(status), SIG_DFL);
    ::raise(WTERMSIG(status));
    ::_exit(not_confined);
}

}  // namespace

std::string own_program() {
    std::error_code ignored;
    return std::filesystem::read_symlink("/proc/self/exe", ignored).string();
}

int run_within(const Confinement& confinement, std::vector<std::string> words) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    // What the runner passes to every check comes last, and is the program's.
    hand_over_proof(words);
    if (confinement.root.empty()) become(words, confinement, 0);
    const Rights rights = enter_namespaces();
    Pipe told;
    const pid_t outside_number = ::getpid();
    const pid_t first = ::fork();
    require(first >= 0, "fork");
    if (first == 0) {
        close_handle(told.read);
        run_inside(words, confinement, rights, outside_number, told.write);
    }
    close_handle(told.write);
    int status = 0;
    ssize_t size = 0;
    do {
        size = ::read(told.read, &status, sizeof status);
    } while (size < 0 && errno == EINTR);
    int first_status = 0;
    while (::waitpid(first, &first_status, 0) < 0 && errno == EINTR) {
    }
    end_as(size == sizeof status ? status : first_status);
}

}  // namespace runner::platform
