#pragma once
// Running somebody else's code: within limits, and where the system can, apart from everything.
//
// The runner starts itself a second time, `sandbox-runner --confined ...`, as the parent of the
// program: that process sets the limits, makes the namespaces and hands over the proof.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "system/platform.hpp"

namespace runner {

/// What a program may know of our environment. It may hold a password or a token of a CI server.
enum class Environment { ours, bare };

struct Confinement {
    /// An empty folder: the program sees it as /, with the system's libraries in it, nothing of
    /// this machine's files, no other process, and a network of its own that is loopback only.
    /// Empty: limits alone. Programs that are confined at the same time may share it.
    std::filesystem::path root;
    std::size_t memory = 0;          // bytes of data, stack and heap; 0: as much as there is
    std::size_t file_size = 0;       // bytes of the largest file that it may write
    unsigned processor_seconds = 0;  // of each process
    unsigned processes = 0;          // and threads, together
    Environment environment = Environment::bare;  // language and time scale, and no more
};

inline constexpr std::string_view confined_flag = "--confined";
/// The exit status of a program that could not be confined; it has said why.
inline constexpr int not_confined = 125;

/// Whether this system knows limits and namespaces at all (Linux).
bool can_confine();

/// `command`, changed so that its program is started within `confinement`. A `proof` that is not
/// empty is handed over as `--proof N`: the number of a pipe that has it, and nothing else does.
platform::Command confined(platform::Command command, const Confinement& confinement,
                           const std::string& proof = "");

/// What the second runner does, with the arguments after --confined. Returns its exit status.
int run_confined(const std::vector<std::string>& arguments);

/// Bytes that nobody can guess, as `count` hexadecimal digits.
std::string random_word(std::size_t count);

namespace platform {

/// The variable by which run_within gets the proof; the program does not see it.
inline constexpr const char* proof_variable = "LOOPBACK_PROOF";

/// The path of this program where it can confine others; empty elsewhere.
std::string own_program();

/// Confines itself, starts `words`, waits for it and ends as it ended.
int run_within(const Confinement& confinement, std::vector<std::string> words);

}  // namespace platform
}  // namespace runner
