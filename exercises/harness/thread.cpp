#include "harness/thread.hpp"

#include <utility>

namespace harness {
namespace {

thread_local const char* current_label = nullptr;

}  // namespace

HarnessThread::HarnessThread(const char* label) noexcept
    : before_(std::exchange(current_label, label)) {}

HarnessThread::~HarnessThread() { current_label = before_; }

const char* harness_label() noexcept { return current_label; }

}  // namespace harness
