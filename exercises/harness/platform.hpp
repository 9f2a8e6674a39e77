#pragma once

#include <chrono>
#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <typeinfo>

// What the harness asks of the operating system. All its platform #ifdefs are in platform.cpp.
// (What Linux shows of your code's own calls: platform_calls_linux.ipp.)
namespace harness::platform {

/// Ends the process now: no destructor, no atexit handler, whatever its threads are doing.
[[noreturn]] void exit_now(int status) noexcept;

/// Sends records to an inherited descriptor (Windows: HANDLE) instead of standard output.
/// False if `number` is none.
[[nodiscard]] bool send_records_to(std::string_view number) noexcept;

/// All that comes from an inherited descriptor until its end, after which it is closed; empty if
/// there is none of that number (and on Windows).
[[nodiscard]] std::string read_all_of(std::string_view number) noexcept;

/// Writes all of `text` to where records go.
void write_record(std::string_view text) noexcept;

/// Standard output and errors take bytes as they are, and at once: nothing is lost at the end.
void prepare_streams() noexcept;

/// An exception that nobody catches is handed to `on_terminate`; any other crash ends the process
/// at once and by a status of its own, without a window that asks what to do (Windows).
void let_crashes_end(std::terminate_handler on_terminate) noexcept;

/// How much processor time this process has used, what this thread has used left out.
[[nodiscard]] std::chrono::nanoseconds processor_time_of_others() noexcept;

/// Whether another thread of this process runs, or could and waits for a processor or for memory.
/// Linux tells, where /proc can be read.
[[nodiscard]] std::optional<bool> another_thread_runs() noexcept;

/// Sets a variable of this process's environment, or removes it if `value` is null. While no
/// other thread looks. False if this system has no such thing (Windows: a variable that is set
/// and empty).
bool set_variable(const char* name, const char* value) noexcept;

/// Whether others may bind the port of this socket, too (SO_REUSEPORT). Not on Windows.
[[nodiscard]] bool shares_its_port(std::uintptr_t handle) noexcept;

/// Whether what this thread runs from now on is the learner's: threads that it starts are, too.
void set_learners_own(bool own) noexcept;

/// How many threads of the learner's are still there. Linux tells; elsewhere 0.
[[nodiscard]] int learners_threads() noexcept;

/// Whether calls of your code to the system itself, past the library, are shown to the observer as
/// the library's own are. Linux with glibc can do that.
[[nodiscard]] bool sees_every_call() noexcept;

/// From here on the words of errors, message() and what(), are those of another language, or not
/// any more. False if that cannot be done: Linux with glibc can.
bool speak_another_language(bool on) noexcept;

/// From here on, what this thread asks of the system is asked by the library, whose seam has shown
/// it; until it leaves it as often.
void enters_the_seam() noexcept;
void leaves_the_seam() noexcept;

/// A type's name as it is written in C++.
[[nodiscard]] std::string name_of(const std::type_info& type);

}  // namespace harness::platform
