// Plays the tools that sandbox.cmd starts, by the name under which it is started, and the runner
// that a build would make: itself. Writes what it was asked into the file STAND_IN_RECORD.

#include <windows.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

namespace fs = std::filesystem;

namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

}  // namespace

int main(int argc, char** argv) {
    char self[MAX_PATH];
    ::GetModuleFileNameA(nullptr, self, sizeof self);
    const std::string name = fs::path(self).stem().string();
    std::ofstream record(variable("STAND_IN_RECORD"), std::ios::app | std::ios::binary);
    record << name;
    for (int i = 1; i < argc; ++i) record << '|' << argv[i];
    record << '\n';
    if (name == "sandbox-runner") {
        record << "LOOPBACK_ROOT=" << variable("LOOPBACK_ROOT") << '\n'
               << "LOOPBACK_BUILD=" << variable("LOOPBACK_BUILD") << '\n';
        return 7;
    }
    if (argc > 4 && std::string(argv[1]) == "-S") {
        std::ofstream(fs::path(argv[4]) / "build.ninja") << "here\n";
        return 0;
    }
    if (argc > 2 && std::string(argv[1]) == "--build") {
        if (const std::string failure = variable("STAND_IN_FAILS"); !failure.empty()) {
            std::cout << failure << '\n';
            return 1;
        }
        const fs::path bin = fs::path(argv[2]) / "bin";
        fs::create_directories(bin);
        if (const fs::path runner = bin / "sandbox-runner.exe"; !fs::exists(runner)) {
            fs::copy_file(self, runner);
        }
        return 0;
    }
    return 9;
}
