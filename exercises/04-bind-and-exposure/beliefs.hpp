#pragma once

// What a wrong answer of reach(), door() or audit() means: the belief that gives all answers, or
// what the wrong one says by itself, and what the same function says to another question.

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
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
using harness::first_sign;

inline constexpr auto npos = std::string::npos;

inline bool contains(const std::string& text, const char* part) { return text.find(part) != npos; }

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
    return to_string(address).starts_with("::ffff:") && contains(to_string(address), ".");
}

inline IpAddress v4_in(const std::uint8_t* b) { return IpAddress::v4(b[0], b[1], b[2], b[3]); }

inline IpAddress from_the_end(const IpAddress& address) {
    const auto& b = address.bytes();
    return IpAddress::v4(b[3], b[2], b[1], b[0]);
}

/// Which of the checks 4.1 to 4.3 asks for an address: by its scope, or by its neighbors'.
inline int check_of(const IpAddress& address) {
    const unsigned first = address.bytes()[0];
    const bool is_v6 = address.family() == Family::ipv6;
    if (is_mapped(address)) return check_of(v4_in(address.bytes() + 12));
    if (address.is_loopback()) return 1;
    if (right_reach(address) != Reach::anyone) return 3;
    if (address.scope() != Scope::global) return 2;
    if (first >= 126 && first <= 128) return 1;
    if (is_v6 && first < 16) return first == 0 && address.bytes()[1] < 0xf0 ? 1 : 3;
    const bool is_near = (first >= 9 && first <= 11) || (first >= 99 && first <= 109) ||
                         (first >= 168 && first <= 173) || (first >= 191 && first <= 193);
    return is_near || (is_v6 && first >= 0xf0) ? 3 : 2;
}

/// Addresses all over, each edge of a range and each neighbor of ::, ::1 and ::ffff:0.0.0.0 by one
/// bit among them, that a check asks for beside those that it tells.
inline std::vector<IpAddress> all_over(int check) {
    std::vector<IpAddress> all;
    const auto add = [&](const IpAddress& address) {
        if (check_of(address) == check) all.push_back(address);
    };
    IpAddress::V6Bytes mapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    for (const IpAddress& special : {loopback_v6, any_v6, IpAddress::v6(mapped)}) {
        for (int bit = 0; bit < 128; ++bit) {
            IpAddress::V6Bytes v6;
            std::copy(special.bytes(), special.bytes() + 16, v6);
            v6[bit / 8] = static_cast<std::uint8_t>(v6[bit / 8] ^ (0x80 >> bit % 8));
            add(IpAddress::v6(v6));
        }
    }
    for (unsigned i = 0; i < 0x40000; ++i) {
        const unsigned first = i >> 10;
        const unsigned second = i >> 2 & 0xff;
        const bool has_edges = first == 0 || first == 10 || first == 100 || first == 127 ||
                               first == 169 || first == 172 || first == 192 || first >= 0xf8;
        if (!has_edges && second % 51 != 0) continue;
        const std::uint8_t a = static_cast<std::uint8_t>(first);
        const std::uint8_t b = static_cast<std::uint8_t>(second);
        const std::uint8_t rest = std::array<std::uint8_t, 4>{0, 1, 9, 255}[i & 3];
        const IpAddress v4 = IpAddress::v4(a, b, rest, rest);
        std::copy(v4.bytes(), v4.bytes() + 4, mapped + 12);
        add(v4);
        add(IpAddress::v6(mapped));
        add(IpAddress::v6({a, b, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, rest},
                          a == 0xfe ? rest : 0));
    }
    for (const char* named :
         {"2002::7",   "64:ff9b::7f00:1", "64:ff9b::a00:1", "100::1",           "2001::7",
          "3ffe::7",   "3fff::7",         "5f00::7",        "2001:db8::7f00:1", "192.0.0.1",
          "192.0.2.1", "192.88.99.1",     "198.18.0.1",     "198.51.100.7",     "203.0.113.7",
          "224.0.0.1", "239.255.255.250", "ff01::1",        "ff05::2",          "ff08::7"}) {
        add(parse_address(named));
    }
    return all;
}

/// The rule for addresses that begin as this one does; empty for no special one.
inline std::string rule_near(const IpAddress& address) {
    const unsigned first = address.bytes()[0];
    if (address.family() == Family::ipv6) {
        return first < 0xf0 ? ""
                            : "a prefix counts bits, not bytes: fc00::/7 is fc00 to fdff, and "
                              "fe80::/10 is fe80 to febf.";
    }
    return first == 10 ? "10.0.0.0/8 is private, all of it: only the first byte counts."
           : first == 100
               ? "of 100.x.x.x only 100.64.0.0 to 100.127.255.255 are for local use (RFC 6598): "
                 "ten bits count."
           : first == 172
               ? "of 172.x.x.x only 172.16.0.0 to 172.31.255.255 are private: twelve bits count."
           : first == 169 || first == 192
               ? "two bytes count there: 192.168 is private and 169.254 link-local, the rest of "
                 "192 and 169 is public."
               : "";
}

/// The text that begins the address, if an answer is one for whatever begins with it; else empty.
inline std::string text_taken(const IpAddress& address, Reach answer) {
    const unsigned first = address.bytes()[0];
    const unsigned second = address.bytes()[1];
    const std::string text = to_string(address);
    const auto says_so = [&](std::uint8_t a, std::uint8_t b) {
        return reach(IpAddress::v4(a, b, 1, 1)) == answer;
    };
    if (address.family() == Family::ipv6) {
        return first < 16 && second != 0 ? text.substr(0, text.find(':')) : "";
    }
    if (first >= 100 && first <= 109 && says_so(101, 1)) return "10";
    const auto digit = static_cast<std::uint8_t>(text[4] - '0');
    const bool is_172 = first == 172 && (second < 16 || second > 31) && !says_so(172, 4);
    return is_172 && says_so(172, digit) ? text.substr(0, 5) : "";
}

/// 127.0.0.1 is asked before the other addresses of loopback, fd00::7 and fe80::7 before others of
/// their kind.
inline Advice why_reach(const harness::Answered<IpAddress, Reach>& wrong) {
    const IpAddress& asked = wrong.question;
    const Reach right = right_reach(asked);
    const Reach answer = *wrong.answer.value;
    const bool was_mapped = is_mapped(asked);
    const IpAddress address = was_mapped ? v4_in(asked.bytes() + 12) : asked;
    const auto& bytes = address.bytes();
    const Scope scope = address.scope();
    const bool is_v6 = address.family() == Family::ipv6;
    const bool for_all = right == Reach::anyone;
    const IpAddress backwards = is_v6 ? address : from_the_end(address);
    const bool is_turned =
        right_reach(backwards) != right &&
        (for_all ? answer == right_reach(backwards)
                 : reach(backwards) == right && reach(IpAddress::v4(8, 8, 8, 8)) != right);
    const bool has_zeros = is_v6 && for_all && scope == Scope::global &&
                           std::all_of(bytes, bytes + 12, [](int one) { return one == 0; });
    const std::string text = for_all ? text_taken(address, answer) : "";
    const auto misses = [](const char* other) {
        return reach(parse_address(other)) != right_reach(parse_address(other));
    };
    const std::string all_left =
        " the ranges that are listed for this_machine, this_link and "
        "local_network: all that is left is for anyone.";
    return first_sign({
        {reach(asked) != answer,
         "{} was asked for twice, with two answers: something is kept from one call to the next, "
         "in a static variable perhaps."},
        {was_mapped && reach(address) == right,
         "{} is an IPv4 address in IPv6's clothes: it is where its last four bytes say. scope() "
         "looks there."},
        {is_v6 && !was_mapped && reach(IpAddress::v6(bytes, asked.zone() == 0 ? 2 : 0)) == right,
         "{} is in the same range with a zone and without one: that only says by which interface "
         "it is reached. Look at the bytes, not at the whole address."},
        {is_turned,
         "your code looks at the last byte. An address is in network order: its first "
         "byte, bytes()[0], says which network it is."},
        {is_v6 && !has_zeros && answer != Reach::anyone && answer == right_reach(v4_in(bytes)),
         "{} begins with a byte of " + std::to_string(bytes[0]) +
             " and is an IPv6 address: ask for its family() before you compare bytes."},
        {(has_zeros || to_string(address).starts_with("64:ff9b::")) &&
             answer == right_reach(v4_in(bytes + 12)),
         "{} ends with the bytes of " + to_string(v4_in(bytes + 12)) +
             ", and is not that address: ::ffff: would have to stand before them."},
        {has_zeros && answer == Reach::this_machine,
         "of IPv6 ::1 is loopback, and nothing else: all sixteen bytes count."},
        {!text.empty(), "{} begins with the text \"" + text +
                            "\", and has another first number: compare bytes, not text."},
        {right == Reach::this_machine && is_v6,
         "::1 is the loopback address of IPv6: as private as 127.0.0.1. Your code knows IPv4's "
         "only."},
        {right == Reach::this_machine && address != loopback_v4,
         "loopback is not 127.0.0.1 alone: every address that begins with 127 leads back to this "
         "machine."},
        {right == Reach::this_machine,
         "{} leads back to this machine, and nobody else can come there: this_machine."},
        {scope == Scope::unspecified && answer == Reach::this_machine,
         "{} is not \"nowhere\" and not \"here\": to bind, it is every address that this machine "
         "has, those that others can reach among them."},
        {scope == Scope::unspecified,
         "{} takes in every address of this machine, a public one too if there is one: anyone."},
        {scope == Scope::multicast,
         "{} is the address of a group: who binds it does not choose who sends to the group. It is "
         "in none of" +
             all_left},
        {scope == Scope::reserved, "{} is reserved, and in none of" + all_left},
        {!for_all && answer == Reach::this_machine,
         "{} is private to a network, not to this machine: everyone on the same network can knock "
         "there."},
        {right == Reach::this_link && answer != Reach::anyone,
         "{} is link-local: it reaches as far as the cable does, and no router passes it on."},
        {right == Reach::local_network && answer != Reach::anyone,
         "{} is passed on by the routers of a private network: it reaches farther than the link."},
        {bytes[0] > 127 && !is_v6 && !for_all && misses("172.16.0.1") && !misses("10.0.0.1"),
         "your code misses whatever begins with a byte above 127: in a char, which has a sign on "
         "most machines, 192 is -64. Keep bytes as they are, std::uint8_t."},
        {(address == parse_address("fd00::7") && misses("fc00::7")) ||
             address == parse_address("fe80::7"),
         "IPv6 has such addresses too: fc00::/7 for private networks, fe80::/10 for a link."},
        {!is_v6 && bytes[0] == 100 && !for_all && misses("100.100.7.7"),
         "100.64.0.0/10 is for local use, too (RFC 6598): providers have it between their "
         "customers and the internet."},
        {!rule_near(address).empty(), rule_near(address)},
        {for_all, "{} is in none of" + all_left},
    });
}

/// Whoever says the same of every address.
inline harness::Belief<IpAddress, Reach> always(Reach answer) {
    return {[answer](const IpAddress&) { return answer; },
            "your code says " + to_string(answer) +
                " for every address that is asked here: it does not look at `address`, or in its "
                "first call only (a static variable keeps the first answer)."};
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

inline bool reads(const std::string& text, const IpAddress& read) {
    const auto it = right_endpoint(text);
    return it && it->address == read;
}

/// What the learner's function says if a zero follows `host`; nothing if it throws.
inline std::optional<Endpoint> with_a_zero(const std::string& host, Port port = 50007) {
    return harness::gave([&] { return door(host, port); }).value;
}

/// What inet_aton() and its like read, where that is no address.
inline std::string short_form(const std::string& host) {
    return host == "0"           ? "0.0.0.0"
           : host == "127.0.0"   ? "127.0.0.0"
           : host == "010.8.0.1" ? "8.8.0.1"
           : host == "127.1" || host == "0177.0.0.1" || host.starts_with("0x7f") ||
                   host == "2130706433"
               ? "127.0.0.1"
               : "";
}

inline std::string without_spaces(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first);
}

/// A text that is no address was taken for one.
inline Advice why_read(const std::string& host, const IpAddress& read) {
    bool is_a_part = false;
    for (std::size_t start = 0; start < host.size(); ++start) {
        for (std::size_t size = 2; size < 40; ++size) {
            is_a_part = is_a_part || reads(host.substr(start, size), read);
        }
    }
    const std::string bare = without_spaces(host);
    const std::string words = to_string(read);
    return first_sign({
        {host.starts_with('['),
         "brackets belong to an endpoint, not to an address: in [::1]:80 they keep the address "
         "apart from the port. Here `host` is the address alone, and that has none."},
        {host == "127.0.0.1:62893" && read == loopback_v4,
         "a port belongs to an endpoint, not to an address. `host` is the address alone, and the "
         "port is the other parameter."},
        {host == "*",
         "other programs take a star for every address. Here that has to be said in digits, "
         "0.0.0.0 or ::, so that nobody opens a door by a word that looks harmless."},
        {short_form(host) == words,
         "that is a short form, which inet_aton() and its like read as " + words +
             ". Few people know that, and the next one reads something else: an address has four "
             "numbers, in decimal."},
        {host.starts_with('0') && contains(host, "."),
         "a number with a zero in front is octal to some programs and decimal to others: 010 is 8 "
         "or 10. Since nobody knows which was meant, it is no address."},
        {!short_form(host).empty(),
         "an address of IPv4 has four numbers: where some are left out, your code makes up the "
         "rest."},
        {bare.empty() && !with_a_zero("no address"),
         "nothing stands there, and your code makes " + words + " of it, and that is " +
             (read.is_unspecified() ? "every address: who wants that has to say so."
                                    : "silent: somebody may have meant another.")},
        {read.is_unspecified(), "what cannot be read became " + words +
                                    ", and that is every address. parse_address(text, "
                                    "error) returns 0.0.0.0 when it fails: look at the error, or "
                                    "use the form that throws."},
        {host == "localhost" || host == "LOCALHOST",
         "localhost is a name, and names are looked up: what comes of it depends on the machine. "
         "Here only digits count."},
        {bare != host && reads(bare, read),
         "your code takes spaces away, or line breaks: parse_address() takes all of `host` or none "
         "of it."},
        {reads(host.substr(0, host.find('\0')), read),
         "your code reads to the first zero byte, and a string_view may go on behind one: "
         "parse_address() takes all of it or none."},
        {is_a_part,
         "your code reads a part of the text and leaves out the rest: parse_address() "
         "takes all of it or none."},
        {(read == loopback_v4 || read == loopback_v6) && !contains(host, "127.0.0.1"),
         "your code takes another address for what it cannot read. That is private, but silent: "
         "somebody wanted something else and mistyped it."},
        {true,
         "your code reads " + words +
             " there, and nobody has written that. An address of "
             "IPv4 is four numbers from 0 to 255, one of IPv6 eight groups of up to four digits "
             "(:: stands for zeros): parse_address() knows."},
    });
}

constexpr const char* read_on =
    "your code reads on behind the end of `host`: no zero byte stands there, data() does not say "
    "where it ends. Its size() counts: a std::string made of it has a zero.";

/// An address was refused.
inline Advice why_refused(const Wanted& it, const IpAddress& right) {
    std::string in_small_letters = it.host;
    for (char& c : in_small_letters) c = c >= 'A' && c <= 'F' ? static_cast<char>(c + 32) : c;
    return first_sign({
        {with_a_zero(it.host, it.port).has_value(), read_on},
        {with_a_zero(it.host).has_value(),
         "your code takes that address with another port: every port is good here, 0 as well (the "
         "system chooses)."},
        {right.family() == Family::ipv6 && !with_a_zero("::1"),
         "that is an address of IPv6: parse_address() reads both kinds."},
        {it.host.find_first_of("abcdefABCDEF") != npos && !with_a_zero("fd00::a"),
         "that is an address of IPv6, whose digits go from 0 to f: letters are digits as well."},
        {in_small_letters != it.host && with_a_zero(in_small_letters),
         "that is an address of IPv6, in capital letters: they are digits as well."},
        {is_mapped(right), "that is an IPv4 address as IPv6 writes it, and good."},
        {right.is_unspecified() && with_a_zero("192.168.1.7"),
         "0.0.0.0 and :: can be meant. Whether a text could be read is told by the error, not by "
         "the address that comes of it."},
        {!right.is_loopback() && with_a_zero("127.0.0.1"),
         "that is an address in digits, and not a private one: here it is only read. Who may knock "
         "is for open_at() to decide."},
        {true, "that is an address in digits, and your code refuses it."},
    });
}

inline Advice why_door(const harness::Answered<Wanted, Endpoint>& wrong) {
    const auto& [host, port] = wrong.question;
    const std::optional<Endpoint>& read = wrong.answer.value;
    const std::optional<Endpoint> right = right_endpoint(wrong.question);
    if (!right && read) return why_read(host, read->address);
    if (!right || (read && *read == *right)) {
        return "your code looks it up: a name is asked for, over the network perhaps. "
               "Here only digits count.";
    }
    if (!read) return why_refused(wrong.question, right->address);
    const IpAddress& address = right->address;
    const bool same = read->address == address;
    const bool keeps_port = with_a_zero(host, 4712).value_or(Endpoint{}).port == Port(50007);
    const Endpoint other = with_a_zero("192.168.1.9", 4711).value_or(Endpoint{});
    return first_sign({
        {reads(host + '7', read->address), read_on},
        {!same && other.address == read->address,
         "that is the address of an earlier call: something is kept, in a static variable "
         "perhaps."},
        {!same && read->address == from_the_end(address),
         "your code turns the bytes around. An address is in network order already."},
        {is_mapped(address) && read->address == v4_in(address.bytes() + 12),
         "that is the IPv4 address in it, and `host` says it as IPv6 does: return it as it stands "
         "there."},
        {!same && address.zone() != 0,
         "the zone was left out: a link-local address is another one without it."},
        {!same && address.family() == Family::ipv6,
         "that is an address of IPv6: parse_address() reads both kinds."},
        {same && keeps_port && read->port == Port(50007),
         "that is the port of an earlier call: something is kept, in a static variable perhaps."},
        {same && port == Port(0),
         "0 is a port as well: with it the system chooses. Pass it on as it is."},
        {same, "the parameter `port` was not used."},
    });
}

inline std::vector<harness::Belief<Wanted, Endpoint>> about_hosts() {
    const auto instead = [](const IpAddress& other) {
        return [other](const Wanted& it) {
            return right_endpoint(it).value_or(Endpoint{other, it.port});
        };
    };
    return {{instead(any_v4), why_read("locahost", any_v4)},
            {instead(loopback_v4), why_read("locahost", loopback_v4)},
            {[](const Wanted& it) {
                 const std::size_t at = it.host.find("::");
                 const bool within = at != npos && at != 0 && at + 2 != it.host.size();
                 return within ? std::nullopt : right_endpoint(it);
             },
             ":: stands for zeros wherever it is, within an address as well as at its ends: "
             "2001:db8::a is 2001:db8:0:0:0:0:0:a."}};
}

// ---- audit ----

using Doors = std::vector<Listener>;
using It = const Listener&;

inline bool is_same(It a, It b) {
    return a.endpoint == b.endpoint && a.protocol == b.protocol && a.process == b.process &&
           a.program == b.program && a.since == b.since && a.user == b.user;
}

inline bool are_same(const Doors& a, const Doors& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), is_same);
}

inline bool has(const Doors& doors, It one) {
    return std::any_of(doors.begin(), doors.end(), [&](It other) { return is_same(one, other); });
}

using OneRule = std::function<bool(It)>;
using Rule = std::function<Doors(const Doors&)>;

inline Rule picking(OneRule rule) {
    return [rule](const Doors& doors) {
        Doors result;
        std::copy_if(doors.begin(), doors.end(), std::back_inserter(result), rule);
        return result;
    };
}

inline const IpAddress& address_of(It it) { return it.endpoint.address; }

inline bool is_open(It it) { return !address_of(it).is_loopback(); }

inline Rule leaving_out(OneRule rule) {
    return picking([rule](It it) { return is_open(it) && !rule(it); });
}

inline Rule leaving_out_scopes(Scope one, Scope other) {
    return leaving_out(
        [=](It it) { return address_of(it).scope() == one || address_of(it).scope() == other; });
}

/// The first of those that are alike.
template <class Key>
Rule once_each(Key key) {
    return [key](const Doors& doors) {
        Doors result;
        for (It one : picking(is_open)(doors)) {
            const auto is_alike = [&](It it) { return key(it) == key(one); };
            if (std::none_of(result.begin(), result.end(), is_alike)) result.push_back(one);
        }
        return result;
    };
}

inline std::vector<harness::Belief<Doors, Doors>> about_doors() {
    const std::string same_network = ": everyone on the same network can knock there.";
    const std::string as_open = ": they are as open as the others.";
    const std::string once =
        "two doors that look alike are two: pick doors, not kinds of doors. "
        "Your code returns one for each ";
    return {
        {picking([](It it) { return address_of(it) == any_v4; }),
         "your code looks for 0.0.0.0 alone. `::` is open as well, and so is every address that is "
         "not loopback. Ask the other way round: is it not loopback?"},
        {picking([](It it) { return address_of(it).is_unspecified(); }),
         "your code looks for 0.0.0.0 and `::`. A door at one of this machine's own addresses is "
         "open to others too. Ask the other way round: is it not loopback?"},
        {leaving_out([](It it) { return address_of(it).is_unspecified(); }),
         "your code leaves 0.0.0.0 and `::` out: they are every address of this machine."},
        {leaving_out([](It it) { return it.protocol == Protocol::udp; }),
         "your code leaves UDP out: who takes datagrams from others can be reached as well."},
        {leaving_out([](It it) { return address_of(it).family() == Family::ipv6; }),
         "your code leaves IPv6 out: `::` and this machine's IPv6 addresses are as open as "
         "IPv4's."},
        {leaving_out_scopes(Scope::private_use, Scope::link_local),
         "your code takes private and link-local addresses for safe" + same_network},
        {leaving_out_scopes(Scope::private_use, Scope::private_use),
         "your code takes private addresses for safe" + same_network},
        {leaving_out_scopes(Scope::link_local, Scope::link_local),
         "your code takes link-local addresses for safe" + same_network},
        {leaving_out_scopes(Scope::multicast, Scope::multicast),
         "your code leaves multicast out: who listens at the address of a group takes what anyone "
         "sends to it."},
        {picking([](It it) { return is_open(it) || is_mapped(address_of(it)); }),
         "::ffff:127.0.0.1 is 127.0.0.1, written as IPv6 does: is_loopback() knows that."},
        {leaving_out([](It it) { return it.program.empty(); }),
         "your code leaves out doors whose program nobody knows" + as_open},
        {leaving_out([](It it) { return it.process == 0; }),
         "your code leaves out doors whose process nobody knows" + as_open},
        {leaving_out([](It it) { return it.endpoint.port >= 1024; }),
         "your code leaves out doors at high ports" + as_open},
        {picking([](It it) { return address_of(it) != loopback_v4; }),
         "your code knows 127.0.0.1 only: all of 127.0.0.0/8 and ::1 are loopback as well. "
         "is_loopback() knows them."},
        {picking(
             [](It it) { return address_of(it) != loopback_v4 && address_of(it) != loopback_v6; }),
         "your code knows 127.0.0.1 and ::1 only: all of 127.0.0.0/8 is loopback. is_loopback() "
         "knows it."},
        {picking([](It it) { return !is_open(it); }),
         "your code picks the opposite: those that only this machine can reach."},
        {picking([](It) { return true; }),
         "your code picks every door: those at loopback cannot be reached by others."},
        {picking([](It) { return false; }), "your code picks none, whatever `doors` are."},
        {once_each([](It it) { return it.endpoint; }), once + "endpoint."},
        {once_each([](It it) { return it.endpoint.port; }), once + "port."},
        {once_each([](It it) { return it.program; }), once + "program."},
        {once_each([](It it) { return it.process; }), once + "process."},
    };
}

/// It returns what is none of `doors`.
inline Advice why_a_stranger(It stranger, const Doors& doors, const Doors& elsewhere) {
    const auto is_its = [&](It one) {
        return one.endpoint == stranger.endpoint && one.protocol == stranger.protocol;
    };
    return first_sign({
        {has(elsewhere, stranger),
         "a door of an earlier call is returned again: something is kept, in a static variable "
         "perhaps."},
        {std::any_of(doors.begin(), doors.end(), is_its),
         "the door at " + to_string(stranger.endpoint) +
             " is returned with another process, program, time or user than it has in `doors`: "
             "return the Listener itself, whole."},
        {true,
         "your code returns a door that is none of `doors`: return those that are there, "
         "unchanged."},
    });
}

inline Advice why_doors(const harness::Answered<Doors, Doors>& wrong, const Doors& elsewhere) {
    const Doors right = picking(is_open)(wrong.question);
    const Doors& answer = *wrong.answer.value;
    const auto not_in = [](const Doors& doors) {
        return [&doors](It one) { return !has(doors, one); };
    };
    const auto stranger = std::find_if(answer.begin(), answer.end(), not_in(wrong.question));
    if (stranger != answer.end()) return why_a_stranger(*stranger, wrong.question, elsewhere);
    const auto extra = std::find_if_not(answer.begin(), answer.end(), is_open);
    const auto missing = std::find_if(right.begin(), right.end(), not_in(answer));
    const bool misses = missing != right.end();
    const std::string left_out = misses ? to_string(missing->endpoint) + " is left out: " : "";
    return first_sign({
        {std::is_permutation(answer.begin(), answer.end(), right.begin(), right.end(), is_same),
         "those are the right ones, in another order: keep that of `doors`."},
        {extra != answer.end(),
         (extra == answer.end() ? "" : to_string(extra->endpoint)) +
             " is loopback: only this machine can knock there. is_loopback() knows all of "
             "127.0.0.0/8, ::1 and ::ffff:127.0.0.1."},
        {contains(left_out, "127.") || contains(left_out, "::1"),
         left_out + "a text that has 127. or ::1 in it may be another address. Ask is_loopback(), "
                    "which looks at the bytes."},
        {misses, left_out +
                     "it is not loopback, and nothing else counts, neither port nor program, "
                     "process or user."},
        {answer.size() < right.size(),
         "two doors that look alike are two: several processes can have one each. Return each as "
         "often as it is there."},
        {true, "a door is returned more often than it is there."},
    });
}

}  // namespace beliefs
