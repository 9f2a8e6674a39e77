#pragma once

#include <mutex>
#include <string>
#include <string_view>

#include "loopback/tcp.hpp"

namespace harness {

class Stage;

/// How a peer's side of a connection has ended, as far as the peer can see.
enum class Ending { none, end_of_stream, reset };

/// What is known of a peer at one moment.
struct PeerSeen {
    std::string name;
    loopback::Endpoint endpoint{};
    std::string sent;
    std::string expected;  ///< all that it should have received by now
    std::string received;
    std::string waiting_for;  ///< `5 bytes`; empty when it does not wait
    Ending ending = Ending::none;
    bool has_reset = false;  ///< it broke the connection off itself
};

/// Every value that a byte can have, in an order that repeats late: a byte that is lost, doubled or
/// out of place shows.
[[nodiscard]] std::string all_kinds_of_bytes(std::size_t size);

/// Somebody at the other end who follows the script of a check: A, B, ... Each line of the script
/// is a step of the story; an expectation that is not met ends the check.
class Counterpart {
public:
    Counterpart(Stage& stage, std::string name) : stage_(stage) { seen_.name = std::move(name); }
    Counterpart(const Counterpart&) = delete;
    Counterpart& operator=(const Counterpart&) = delete;
    virtual ~Counterpart() = default;

    [[nodiscard]] PeerSeen seen() const;
    [[nodiscard]] loopback::Endpoint endpoint() const { return seen().endpoint; }

protected:
    void say(const char* what, const std::string& detail = "");
    void wait_for(std::string what);
    void expect(std::string_view bytes);
    void is_at(const loopback::Endpoint& mine);
    void note_sent(std::string_view bytes);

    Stage& stage_;
    mutable std::mutex mutex_;
    PeerSeen seen_;
    bool is_told_ = true;  ///< each step is one of the story
};

/// A client, or a server.
///
///     a.sends("hel").receives("hel").finishes_sending().sees_the_end();
class Peer : public Counterpart {
public:
    using Counterpart::Counterpart;
    /// From here on its steps are not told: somebody tells them for many, see `Crowd`.
    void is_one_of_many() noexcept { is_told_ = false; }

    Peer& connects(const loopback::Endpoint& server);
    /// Is a server: waits for your code to connect.
    Peer& accepts(loopback::TcpListener& door);
    Peer& sends(std::string_view bytes);
    /// Sends each byte by itself, once your code has received those before; no more of them when it
    /// asks for no more.
    Peer& drips(std::string_view bytes);
    /// Sends these, and `more` if your code looks at what has come before it takes it: between the
    /// two. Gets all of it back.
    Peer& exchanges_with_more(std::string_view bytes, std::string_view more);
    /// Sends and never reads: until all is sent, or your code waits and has taken nothing for a
    /// while.
    Peer& floods(std::string_view bytes);
    /// The same, and finishes sending; your code gets the time to come to a send that waits.
    Peer& crams(std::string_view bytes);
    /// Exactly these bytes come next.
    Peer& receives(std::string_view bytes);
    /// Sends each byte by itself, and gets it back before the next one.
    Peer& exchanges_byte_by_byte(std::string_view bytes);
    /// Sends all of it, expects all of it back, and reads only when the kernel takes no more.
    Peer& sends_but_reads_late(std::string_view bytes);
    Peer& receives_the_rest();
    Peer& finishes_sending();
    /// Nothing more comes, and the connection is closed in an orderly way.
    Peer& sees_the_end();
    Peer& resets();
    /// Does nothing until your code waits; and if that wait has a limit, until it is over.
    Peer& keeps_silent();

private:
    enum class Taken { bytes, nothing_yet, ended };
    enum class Wish { bytes, the_end };

    void send_now(std::string_view bytes);
    void receive_all_expected();
    Taken take(std::size_t most, loopback::Timeout limit = loopback::forever);
    void take_what_is_there();
    [[noreturn]] void is_disappointed(Wish wish = Wish::bytes);
    [[nodiscard]] std::size_t missing() const;

    loopback::TcpStream stream_;
    bool as_expected_ = true;
};

}  // namespace harness
