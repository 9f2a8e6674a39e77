#pragma once

// What a wrong answer of reach(), door() or audit() means: the belief that gives all answers, or
// what the wrong one says by itself.

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "exercise.hpp"
#include "harness/questions.hpp"

inline std::string to_string(Reach who) {
    switch (who) {
        case Reach::this_machine: return "this_machine";
        case Reach::this_link: return "this_link";
        case Reach::local_network: return "local_network";
        case Reach::anyone: return "anyone";
    }
    return "no value of Reach";
}

namespace beliefs {

using harness::Advice;

// ---- reach ----

inline Reach right_reach(const IpAddress& address) {
    switch (address.scope()) {
        case Scope::loopback: return Reach::this_machine;
        case Scope::link_local: return Reach::this_link;
        case Scope::private_use: return Reach::local_network;
        default: return Reach::anyone;
    }
}

inline bool is_mapped(const IpAddress& address) {
    return to_string(address).starts_with("::ffff:");
}

inline bool is_in(const IpAddress& address, unsigned first_byte) {
    return address.family() == Family::ipv4 && address.bytes()[0] == first_byte;
}

/// 127.0.0.1 is asked before the other addresses of loopback, fd00::7 and fe80::7 before others of
/// their kind.
inline Advice why_reach(const harness::Answered<IpAddress, Reach>& wrong) {
    const IpAddress& address = wrong.question;
    const Reach right = right_reach(address);
    const Reach answer = *wrong.answer.value;
    const unsigned first_byte = address.bytes()[0];
    const bool is_v6 = address.family() == Family::ipv6 && !is_mapped(address);
    return harness::first_sign({
        {right == Reach::this_machine && is_mapped(address),
         "{} is an IPv4 address in IPv6's clothes: it is where its last four bytes say. scope() "
         "looks there."},
        {right == Reach::this_machine && is_v6,
         "::1 is the loopback address of IPv6: as private as 127.0.0.1. Your code knows IPv4's "
         "only."},
        {right == Reach::this_machine && address != loopback_v4,
         "loopback is not 127.0.0.1 alone: every address that begins with 127 leads back to this "
         "machine."},
        {address.is_unspecified() && answer == Reach::this_machine,
         "{} is not \"nowhere\" and not \"here\": to bind, it is every address that this machine "
         "has, those that others can reach among them."},
        {address.is_unspecified(),
         "{} takes in every address of this machine, a public one too if there is one: anyone."},
        {address.scope() == Scope::multicast,
         "{} is the address of a group: who binds it does not choose who sends to the group. It is "
         "none of the addresses that are listed for this_machine, this_link and local_network, and "
         "all that is left is for anyone."},
        {right != Reach::anyone && answer == Reach::this_machine,
         "{} is private to a network, not to this machine: everyone on the same network can knock "
         "there."},
        {right == Reach::this_link && answer != Reach::anyone,
         "{} is link-local: it reaches as far as the cable does, and no router passes it on."},
        {right == Reach::local_network && answer != Reach::anyone,
         "{} is passed on by the routers of a private network: it reaches farther than the link."},
        {address == parse_address("1.0.0.127"),
         "your code looks at the last byte. An address is in network order: its first byte, "
         "bytes()[0], says which network it is."},
        {is_v6 && (first_byte == 127 || first_byte == 10),
         "{} begins with a byte of " + std::to_string(first_byte) +
             " and is an IPv6 address: ask for its family() before you compare bytes."},
        {address == parse_address("fd00::7") || address == parse_address("fe80::7"),
         "IPv6 has such addresses too: fc00::/7 for private networks, fe80::/10 for a link."},
        {is_v6 && first_byte > 0xf0,
         "a prefix counts bits, not bytes: fc00::/7 is fc00 to fdff, and fe80::/10 is fe80 to "
         "febf."},
        {is_in(address, 172),
         "of 172.x.x.x only 172.16.0.0 to 172.31.255.255 are private: twelve bits count."},
        {is_in(address, 100),
         "of 100.x.x.x only 100.64.0.0 to 100.127.255.255 are for local use (RFC 6598): ten bits "
         "count."},
        {is_in(address, 192) || is_in(address, 169),
         "two bytes count there: 192.168 is private and 169.254 link-local, the rest of 192 and "
         "169 is public."},
    });
}

// ---- door ----

struct Wanted {
    Wanted(std::string text, Port number = 50007) : host(std::move(text)), port(number) {}

    std::string host;
    Port port;

    friend std::string to_string(const Wanted& it) {
        return quoted(it.host) + ", " + to_string(it.port);
    }
};

inline std::optional<Endpoint> right_endpoint(const Wanted& it) {
    std::error_code error;
    const IpAddress address = parse_address(it.host, error);
    return error ? std::nullopt : std::optional{Endpoint{address, it.port}};
}

/// A text that is no address was taken for one.
inline Advice why_read(const std::string& host, const IpAddress& read) {
    const bool is_short_form = host == "127.1" || host == "0" || host == "127.0.0" ||
                               host == "0177.0.0.1" || host == "0x7f000001";
    return harness::first_sign({
        {host.starts_with('['),
         "brackets belong to an endpoint, not to an address: in [::1]:80 they keep the address "
         "apart from the port. Here `host` is the address alone, and that has none."},
        {host == "127.0.0.1:62893" && read == loopback_v4,
         "a port belongs to an endpoint, not to an address. `host` is the address alone, and the "
         "port is the other parameter."},
        {host == "*",
         "other programs take a star for every address. Here that has to be said in digits, "
         "0.0.0.0 or ::, so that nobody opens a door by a word that looks harmless."},
        {is_short_form, "that is a short form, which inet_aton() and its like read as " +
                            to_string(read) +
                            ". Few people know that, and the next one reads something else: an "
                            "address has four numbers, in decimal."},
        {read.is_unspecified(),
         "what cannot be read became " + to_string(read) +
             ", and that is every address. parse_address(text, error) returns 0.0.0.0 when it "
             "fails: look at the error, or use the form that throws."},
        {host == "localhost",
         "localhost is a name, and names are looked up: what comes of it depends on the machine. "
         "Here only digits count."},
        {read.is_loopback() && host.find("127.0.0.1") == host.npos,
         "your code takes another address for what it cannot read. That is private, but silent: "
         "somebody wanted something else and mistyped it."},
        {true,
         "your code reads a part of the text and leaves out the rest. parse_address() takes all of "
         "it or none."},
    });
}

inline Advice why_door(const harness::Answered<Wanted, Endpoint>& wrong) {
    const auto& [host, port] = wrong.question;
    const std::optional<Endpoint>& read = wrong.answer.value;
    const std::optional<Endpoint> right = right_endpoint(wrong.question);
    if (!right) return why_read(host, read->address);
    if (read) return read->address == right->address ? "the parameter `port` was not used." : "";
    return right->address.family() == Family::ipv6
               ? "that is an address of IPv6: parse_address() reads both kinds."
               : "that is an address in digits, and your code refuses it.";
}

// ---- audit ----

using Doors = std::vector<Listener>;

inline bool is_same(const Listener& a, const Listener& b) {
    return a.endpoint == b.endpoint && a.protocol == b.protocol && a.process == b.process &&
           a.program == b.program;
}

inline bool are_same(const Doors& a, const Doors& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

template <class Rule>
std::function<Doors(const Doors&)> picking(Rule rule) {
    return [rule](const Doors& doors) {
        Doors result;
        std::copy_if(doors.begin(), doors.end(), std::back_inserter(result), rule);
        return result;
    };
}

inline Scope scope_of(const Listener& it) { return it.endpoint.address.scope(); }

inline bool is_open(const Listener& it) { return !it.endpoint.address.is_loopback(); }

inline std::vector<harness::Belief<Doors, Doors>> about_doors() {
    using It = const Listener&;
    return {
        {picking([](It it) { return it.endpoint.address == any_v4; }),
         "your code looks for 0.0.0.0 alone. `::` is open as well, and so is every address that is "
         "not loopback. Ask the other way round: is it not loopback?"},
        {picking([](It it) { return it.endpoint.address.is_unspecified(); }),
         "your code looks for 0.0.0.0 and `::`. A door at one of this machine's own addresses is "
         "open to others too. Ask the other way round: is it not loopback?"},
        {picking([](It it) { return is_open(it) && it.protocol == Protocol::tcp; }),
         "your code leaves UDP out: who takes datagrams from others can be reached as well."},
        {picking([](It it) { return is_open(it) && it.endpoint.address.family() == Family::ipv4; }),
         "your code leaves IPv6 out: `::` and this machine's IPv6 addresses are as open as "
         "IPv4's."},
        {picking([](It it) {
             return is_open(it) && scope_of(it) != Scope::private_use &&
                    scope_of(it) != Scope::link_local;
         }),
         "your code takes private and link-local addresses for safe: everyone on the same network "
         "can knock there."},
        {picking([](It it) { return is_open(it) && scope_of(it) != Scope::multicast; }),
         "your code leaves multicast out: who listens at the address of a group takes what anyone "
         "sends to it."},
        {picking([](It it) { return is_open(it) || is_mapped(it.endpoint.address); }),
         "::ffff:127.0.0.1 is 127.0.0.1, written as IPv6 does: is_loopback() knows that."},
        {picking([](It it) { return is_open(it) && !it.program.empty(); }),
         "your code leaves out doors whose program nobody knows: they are as open as the others."},
        {picking([](It it) { return is_open(it) && it.endpoint.port < 1024; }),
         "your code looks at the ports' numbers. A door at a high port is as open as one at a low "
         "one."},
        {picking([](It it) { return it.endpoint.address != loopback_v4; }),
         "your code knows 127.0.0.1 only: all of 127.0.0.0/8 and ::1 are loopback as well. "
         "is_loopback() knows them."},
        {picking([](It it) {
             return it.endpoint.address != loopback_v4 && it.endpoint.address != loopback_v6;
         }),
         "your code knows 127.0.0.1 and ::1 only: all of 127.0.0.0/8 is loopback. is_loopback() "
         "knows it."},
        {picking([](It it) { return !is_open(it); }),
         "your code picks the opposite: those that only this machine can reach."},
        {picking([](It) { return true; }),
         "your code picks every door: those at loopback cannot be reached by others."},
    };
}

inline Advice why_doors(const harness::Answered<Doors, Doors>& wrong) {
    const Doors right = picking(is_open)(wrong.question);
    const Doors& answer = *wrong.answer.value;
    if (answer.size() == right.size() &&
        std::is_permutation(answer.begin(), answer.end(), right.begin(), is_same)) {
        return "those are the right ones, in another order: keep that of `doors`.";
    }
    const bool has_each = std::all_of(right.begin(), right.end(), [&](const Listener& door) {
        return std::any_of(answer.begin(), answer.end(),
                           [&](const Listener& one) { return is_same(one, door); });
    });
    if (has_each && answer.size() < right.size()) {
        return "two doors that look alike are two: several processes can have one each, or one "
               "program twice. Pick doors, not kinds of doors.";
    }
    return {};
}

}  // namespace beliefs
