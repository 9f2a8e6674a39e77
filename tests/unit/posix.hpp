#pragma once

// What tests of POSIX systems share: handles that are counted, limits that are raised, signals.
#include <dirent.h>
#include <pthread.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>
#include <cerrno>
#include <csignal>
#include <cstddef>

#include "support.hpp"

/// How many descriptors this process has open, by /dev/fd.
inline std::size_t open_descriptors() {
    DIR* folder = ::opendir("/dev/fd");
    REQUIRE(folder != nullptr);
    std::size_t count = 0;
    while (::readdir(folder) != nullptr) ++count;
    ::closedir(folder);
    return count;
}

/// Lets this process have `count` descriptors for a while, if it may.
class RaisedLimit {
public:
    explicit RaisedLimit(rlim_t count) {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit wanted = before_;
        if (wanted.rlim_cur < count) wanted.rlim_cur = count;
        raised_ = wanted.rlim_cur <= wanted.rlim_max && ::setrlimit(RLIMIT_NOFILE, &wanted) == 0;
        if (!raised_) MESSAGE("skipped: this process may not have ", count, " descriptors");
    }
    RaisedLimit(const RaisedLimit&) = delete;
    RaisedLimit& operator=(const RaisedLimit&) = delete;
    ~RaisedLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }
    [[nodiscard]] bool raised() const { return raised_; }

private:
    rlimit before_{};
    bool raised_ = false;
};

/// Leaves this process no descriptor to open, for as long as it lives. Nothing may be thrown then
/// under UBSan, which opens descriptors of its own to look at an object.
class NoDescriptorLeft {
public:
    NoDescriptorLeft() {
        ::getrlimit(RLIMIT_NOFILE, &before_);
        rlimit none = before_;
        const int next = ::dup(0);
        ::close(next);
        none.rlim_cur = static_cast<rlim_t>(next);
        ::setrlimit(RLIMIT_NOFILE, &none);
    }
    NoDescriptorLeft(const NoDescriptorLeft&) = delete;
    NoDescriptorLeft& operator=(const NoDescriptorLeft&) = delete;
    ~NoDescriptorLeft() { ::setrlimit(RLIMIT_NOFILE, &before_); }

private:
    rlimit before_{};
};

/// A handler for a signal, which interrupts calls: without SA_RESTART.
class Handler {
public:
    Handler(int signal, void (*handle)(int)) : signal_(signal) {
        struct sigaction action {};
        action.sa_handler = handle;
        ::sigemptyset(&action.sa_mask);
        ::sigaction(signal, &action, &before_);
    }
    Handler(const Handler&) = delete;
    Handler& operator=(const Handler&) = delete;
    ~Handler() { ::sigaction(signal_, &before_, nullptr); }

private:
    int signal_;
    struct sigaction before_ {};
};

/// A signal every millisecond, for as long as it lives.
class SignalStorm {
public:
    SignalStorm() : handler_(SIGALRM, [](int) { ++caught(); }) { set_timer(1000); }
    SignalStorm(const SignalStorm&) = delete;
    SignalStorm& operator=(const SignalStorm&) = delete;
    ~SignalStorm() { set_timer(0); }
    static std::atomic<int>& caught() {
        static std::atomic<int> count = 0;
        return count;
    }

private:
    static void set_timer(int microseconds) {
        itimerval timer{};
        timer.it_interval.tv_usec = microseconds;
        timer.it_value.tv_usec = microseconds;
        ::setitimer(ITIMER_REAL, &timer, nullptr);
    }
    Handler handler_;
};
