#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/evidence.hpp"
#include "loopback/tcp.hpp"

namespace harness {

class Stage;

/// What the system is made to say to a bind; nothing: it is really asked.
using SystemAnswer = std::function<std::optional<std::errc>(const loopback::Endpoint&)>;

/// Says this to every bind, or to one at `door` only.
[[nodiscard]] SystemAnswer always(std::errc answer);
[[nodiscard]] SystemAnswer at(const loopback::Endpoint& door, std::errc answer);

/// What a function of the learner's may bind, and what it is told.
struct DoorRules {
    /// Which doors it may ask for; by default those at loopback. Any other bind ends the check
    /// before the kernel hears of it. What may be bound beyond loopback is not told to the kernel
    /// either: it fails with permission_denied.
    std::function<bool(const loopback::Endpoint&)> may = nullptr;
    std::size_t most = 64;  ///< how many different ones, each of them 64 times
    /// What should come of it instead of one that it may not ask for.
    std::string expected = "a bind to 127.0.0.1, which only this machine can reach";
    SystemAnswer system = nullptr;
    std::optional<loopback::Endpoint> wanted = std::nullopt;  ///< see `only`
    std::optional<std::errc> no_socket = std::nullopt;        ///< there is none to be had: why not
    bool is_told = true;  ///< what it does is a step of the story
};

/// It may bind `where`, and nothing else.
[[nodiscard]] DoorRules only(const loopback::Endpoint& where, SystemAnswer system = nullptr);

/// It may bind nothing.
[[nodiscard]] DoorRules none(const std::string& expected);

/// Sees which doors the learner's code asks for, is given, keeps and lets go, and tells it; stops
/// what may not be bound. Each stage has one: `stage.doors()`.
///
///     stage.doors().begins(only({loopback_v4, port}));
///     stage.runs("open_door", [&] { door = open_door(port); });
class Doors : public loopback::Observer {
public:
    /// `inner` is shown everything first.
    Doors(Stage& stage, loopback::Observer& inner) : stage_(stage), inner_(inner) {}

    /// A new call of the learner's begins, to which these rules apply. Until the first one nothing
    /// is told, and no bind beyond loopback may be made.
    void begins(DoorRules rules);
    /// From here on B takes each door at the very moment when your code lets it go.
    void have_a_rival() noexcept { has_rival_ = true; }
    [[nodiscard]] bool has_a_rival() const noexcept { return has_rival_; }

    /// Whether the call that is judged has leave to bind: it is about doors.
    [[nodiscard]] bool may_be_asked() const;
    [[nodiscard]] DoorsSeen seen() const;
    /// What is missing in the listener that was returned; for causes.
    void note_unready(Unready what);

    loopback::Fault before(const loopback::Call& call) noexcept override;
    void after(const loopback::Call& call) noexcept override;

private:
    std::optional<std::errc> answer_to(const loopback::Call& bind);
    std::optional<std::errc> answer_to_socket();
    [[nodiscard]] bool is_one_too_many(const loopback::Endpoint& where) const;
    void note(const loopback::Call& call);
    void note_new_handle(loopback::NativeHandle handle, bool is_udp);
    void note_bind(const loopback::Call& call);
    void note_listen(loopback::NativeHandle handle);
    void note_closing(loopback::NativeHandle handle);
    void note_closed();
    void note_knock(const loopback::Call& call);
    void rival_takes(const loopback::Endpoint& door);
    AskedDoor* open_door(loopback::NativeHandle handle);
    [[nodiscard]] std::vector<AskedDoor>::const_iterator first_asked() const {
        return all_.begin() + static_cast<std::ptrdiff_t>(earlier_);
    }

    Stage& stage_;
    loopback::Observer& inner_;
    std::atomic<bool> has_rival_{false};
    std::atomic<bool> tells_{false};

    mutable std::mutex mutex_;
    DoorRules rules_;
    std::vector<AskedDoor> all_;
    std::size_t earlier_ = 0;  ///< how many of them belong to calls before
    std::set<loopback::NativeHandle> udp_;
    std::set<loopback::NativeHandle> made_;  ///< in this call, by the learner's code
    std::error_code no_socket_;
    std::size_t refusals_ = 0;
    std::vector<loopback::TcpListener> rivals_;
    std::size_t knocks_ = 0;
    bool rival_was_faster_ = false;
    Unready unready_ = Unready::no;
};

/// `bind() in exercise.cpp:9 asked for 0.0.0.0:80; it was stopped before the kernel heard of it`
[[nodiscard]] std::string stopped_bind(const SeenCall& bind);

/// `a listener at 127.0.0.1:43117`, `a listener that is not open`
[[nodiscard]] std::string in_words(const loopback::TcpListener& listener);

/// Runs a function of the learner's that is to open the door `where`, and no other one.
[[nodiscard]] loopback::TcpListener opens(Stage& stage, const char* function,
                                          const loopback::Endpoint& where,
                                          const std::function<loopback::TcpListener()>& body);

/// Ends the check unless `listener`, which `owner` has returned, is open, listens, is the one that
/// your code has bound (not a rival's that has got its number), waits, shares its port with nobody,
/// and has no limit and no SO_LINGER left behind. `why_unready` is the cause. `knocks` asks it
/// first.
void must_be_ready(Stage& stage, const loopback::TcpListener& listener, const std::string& owner);

/// A peer connects to `door`, which `owner` has returned, and comes out of that very listener.
void knocks(Stage& stage, loopback::TcpListener& door, const std::string& owner);

/// `count` doors of 127.0.0.1 whose ports follow each other. They lie below those that systems hand
/// out by themselves: once let go, they are given to nobody, and no other check takes them.
[[nodiscard]] std::vector<loopback::TcpListener> take_doors(std::size_t count);
/// One that nobody has.
[[nodiscard]] loopback::Endpoint free_door();
/// The one `steps` ports further on.
[[nodiscard]] loopback::Endpoint next_of(const loopback::Endpoint& door, int steps = 1);
/// A door of 127.0.0.1 with an owner who does not listen, such as a client's, or that of a server
/// which is about to. It does without SO_REUSEADDR, so nobody must have left a trace there.
[[nodiscard]] loopback::Socket take_without_listening(const loopback::Endpoint& where = {
                                                          loopback::loopback_v4, 0});

}  // namespace harness
