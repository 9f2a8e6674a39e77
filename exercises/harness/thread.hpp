#pragma once

#include "loopback/caller.hpp"

namespace harness {

/// Marks this thread as the harness's own while the object lives: its calls are shown in the
/// story and narrated under `label`, but never faulted or judged.
class HarnessThread {
public:
    explicit HarnessThread(const char* label = "the check") noexcept;
    HarnessThread(const HarnessThread&) = delete;
    HarnessThread& operator=(const HarnessThread&) = delete;
    ~HarnessThread();

private:
    const char* before_;
};

/// Under which label this thread's calls are narrated; null on a thread of the learner's.
[[nodiscard]] const char* harness_label() noexcept;

/// A thread that is marked calls the library from here.
void note_harness_call(const loopback::Caller& caller);
/// Under which label the library was called from there; null if your code has called it. So an
/// error that leaves what the check itself supplies, a handler say, is not told as your code's.
[[nodiscard]] const char* label_of_calls_from(const loopback::Caller& caller);

}  // namespace harness
