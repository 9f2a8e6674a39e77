#pragma once

// What the scenarios of the torture tests are made of. Each is a conversation that ends by itself
// whichever of its calls fails, and says what it got.

#include <atomic>
#include <functional>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "loopback/loopback.hpp"

namespace torture {

using namespace loopback;  // NOLINT: for tests alone

/// One run of a scenario: what it got, and which errors came out of the library.
class Run {
public:
    explicit Run(std::size_t much, int injected = 0) : much_(much), injected_(injected) {}

    /// The error that is given instead of a call, if any.
    [[nodiscard]] int injected() const { return injected_; }

    /// A megabyte; less where it goes byte by byte.
    [[nodiscard]] std::size_t much() const { return much_; }

    /// A result. Only the thread that runs the scenario may say something.
    void say(std::string_view result) { said_ += std::string(result) + "\n"; }
    /// An error that a call with an error code gave, and which belongs to the scenario if it is
    /// `usual`: then it is one of the results. Any other ends the scenario.
    void say(const std::error_code& error, std::errc usual) {
        if (error == usual) {
            expected_.push_back(error);
            say("as usual: " + error.message());
        } else if (error) {
            throw std::system_error(error);
        } else {
            say("no error");
        }
    }

    /// Runs one side of a conversation; an error ends it, and is kept.
    template <class Side>
    bool side(Side&& work) {
        try {
            work();
            return true;
        } catch (const std::system_error& failure) {
            const std::lock_guard lock{mutex_};
            errors_.push_back(failure.code());
        }
        return false;
    }

    [[nodiscard]] const std::string& said() const { return said_; }
    [[nodiscard]] const std::vector<std::error_code>& errors() const { return errors_; }
    [[nodiscard]] bool told(int code) const {
        for (const auto* list : {&errors_, &expected_}) {
            for (const std::error_code& one : *list) {
                if (one.value() == code && one.category() == category()) return true;
            }
        }
        return false;
    }

private:
    std::size_t much_;
    int injected_;
    std::mutex mutex_;
    std::string said_;
    std::vector<std::error_code> errors_;
    std::vector<std::error_code> expected_;
};

/// The other side, on a thread of its own. It is joined when this goes out of scope; `hurry` is
/// called before that, and makes it end if it waits for somebody who will not come. When that side
/// has failed, it still does `failed`, so that nobody waits for it.
class Beside {
public:
    template <class Side>
    Beside(
        Run& run, Side work, std::function<void()> hurry, std::function<void()> failed = [] {})
        : hurry_(std::move(hurry)), thread_([&run, work, failed]() mutable {
              if (!run.side(work)) failed();
          }) {}
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
    ~Beside() {
        hurry_();
        thread_.join();
    }

private:
    std::function<void()> hurry_;
    std::thread thread_;
};

/// A server that no observer sees: it echoes what its one client says, and finishes when that does,
/// or falls silent.
class UnseenEcho {
public:
    explicit UnseenEcho(Family family = Family::ipv4);
    UnseenEcho(const UnseenEcho&) = delete;
    UnseenEcho& operator=(const UnseenEcho&) = delete;
    ~UnseenEcho();
    [[nodiscard]] Endpoint endpoint() const { return endpoint_; }

private:
    void serve() const;
    int listener_ = -1;
    Endpoint endpoint_;
    std::thread thread_;
};

struct Scenario {
    std::string name;
    std::function<void(Run&)> play;
    /// May go on after a failure, as a server does that outlives a client, or say it in words of
    /// its own; but an error that comes out of it is the one that was given.
    bool may_handle = false;
    /// Bytes in order, cut anywhere: a byte at a time makes no difference.
    bool is_stream = true;
    /// Takes long: of the errors that must be told, another one is tried at each call.
    bool is_costly = false;
};

/// A list of scenarios, which belongs to every program that is linked with it:
///
///     const Scenes scenes{[]() -> std::vector<Scenario> { return {{"the answer", asking}}; }};
class Scenes {
public:
    using List = std::vector<Scenario> (*)();
    explicit Scenes(List list) { lists().push_back(list); }
    static std::vector<List>& lists();
};

/// Whom a lesson's program meets when it is played.
enum class Partner {
    nobody,
    visitor,  // a client that comes to the first door, is served, and then presses Ctrl-C
    server,   // an `UnseenEcho`, whose host and port follow the words
};

/// A lesson's program, whole, in a process of its own. Whatever fails, it ends with its own status,
/// 0 or 1; with 1 it says what failed; and it leaves no handle open.
Scenario program(const std::string& name, const std::vector<std::string>& words,
                 Partner partner = Partner::nobody);

}  // namespace torture
