// Lesson 02's client and a real telnet server: its wishes are refused, and its login is reached.

#include "client.hpp"
#include "left_out.hpp"

#include <sys/stat.h>

#include <filesystem>

using namespace loopback;
using namespace tests;

namespace {

// telnetd as inetd starts it: the connection is its standard input and output. Here a shell does
// that, with the connection as a descriptor that it inherits.
class Telnetd {
public:
    Telnetd(TcpStream connection, std::vector<std::string> words) : process_(::fork()) {
        if (process_ == 0) {
            for (const int stream : {0, 1, 2}) ::dup2(connection.native_handle(), stream);
            std::vector<char*> pointers;
            for (std::string& word : words) pointers.push_back(word.data());
            pointers.push_back(nullptr);
            ::execvp(pointers[0], pointers.data());
            ::_exit(127);
        }
    }
    Telnetd(const Telnetd&) = delete;
    Telnetd& operator=(const Telnetd&) = delete;
    ~Telnetd() {
        ::kill(process_, SIGKILL);
        ::waitpid(process_, nullptr, 0);
    }

private:
    pid_t process_;
};

// A program of a few shell commands, for as long as this object lives.
class Script {
public:
    explicit Script(const std::string& commands) {
        const int file = ::mkstemp(path_.data());
        if (file < 0) throw std::system_error(errno, std::generic_category(), "mkstemp");
        const std::string text = "#!/bin/sh\n" + commands + "\n";
        const bool written = ::write(file, text.data(), text.size()) == ssize_t(text.size());
        ::fchmod(file, 0700);
        ::close(file);
        if (!written) throw std::runtime_error("a script could not be written");
    }
    Script(const Script&) = delete;
    Script& operator=(const Script&) = delete;
    ~Script() { ::unlink(path_.c_str()); }

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_ = std::filesystem::temp_directory_path().string() + "/loopback-login-XXXXXX";
};

// How this machine's telnetd is started with `login` as its login program (null: the system's).
std::vector<std::string> telnetd(const char* login) {
    std::vector<std::string> words;
    if (has_program("telnetd")) {  // inetutils
        words = {"telnetd", "-h"};
        if (login != nullptr) words.push_back("--exec-login="s + login);
    } else if (Shell("busybox --list 2>/dev/null | grep -qx telnetd").wait().status == 0) {
        words = {"busybox", "telnetd", "-i"};
        if (login != nullptr) words.insert(words.end(), {"-l", login});
    } else {
        std::cout << "SKIPPED: neither telnetd (inetutils-telnetd) nor busybox telnetd is here\n"
                  << std::flush;
        std::exit(77);
    }
    return words;
}

}  // namespace

TEST_CASE("a telnetd's wishes are refused, and a talk with its program goes both ways") {
    // It waits for a last line: what a program writes right before it ends, telnetd may lose.
    const Script login("printf 'name? '; read name; echo \"hello $name\"; read bye");
    const std::vector<std::string> words = telnetd(login.path().c_str());
    Door door;
    Client client(door.port(), Streams::pipes, "exec \"$CLIENT\" --trace 127.0.0.1 $PORT 2>&1");
    Telnetd server(door.accepts(), words);
    REQUIRE_MESSAGE(client.hear("name? "), client.output());  // what is typed before may be lost
    client.write("nobody\n");
    CHECK_MESSAGE(client.hear("hello nobody"), client.output());
    client.write("bye\n");
    CHECK(client.wait().status == 0);
    CHECK(has(client.output(), "bytes \"\\xff\\xf"));  // it had wishes,
    CHECK(has(client.output(), "\"\\xff\\xfc"));       // and DO was answered by WONT
}

TEST_CASE("the login prompt of this machine is reached, and it reads a name") {
    const std::vector<std::string> words = telnetd(nullptr);
    if (::geteuid() != 0) {
        tests::left_out("login(1) needs root");
        return;
    }
    Door door;
    Client client(door.port());
    Telnetd server(door.accepts(), words);
    REQUIRE_MESSAGE(client.hear("login: "), client.output());
    client.write("nobody-of-that-name\n");
    CHECK_MESSAGE(client.hear("Password: "), client.output());
}
