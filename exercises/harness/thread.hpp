#pragma once

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

}  // namespace harness
