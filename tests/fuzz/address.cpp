// parse_address, to_string and scope against the C library and the tables of the RFCs.

#include "loopback/address.hpp"

#include "fuzz.hpp"
#include "loopback/resolve.hpp"
#include "system_oracle.hpp"

using namespace loopback;
using fuzz::must;

namespace {

struct Block {
    std::uint32_t first;
    int bits;
    Scope scope;
};

// RFC 6890, section 2.2.2; RFC 5771 for 224.0.0.0/4.
constexpr Block blocks[] = {
    {0x00000000, 32, Scope::unspecified}, {0x00000000, 8, Scope::reserved},
    {0x7f000000, 8, Scope::loopback},     {0xa9fe0000, 16, Scope::link_local},
    {0x0a000000, 8, Scope::private_use},  {0xac100000, 12, Scope::private_use},
    {0xc0a80000, 16, Scope::private_use}, {0x64400000, 10, Scope::private_use},
    {0xe0000000, 4, Scope::multicast},    {0xf0000000, 4, Scope::reserved},
};

Scope scope_of_v4(std::uint32_t address) {
    for (const Block& block : blocks) {
        if (((address ^ block.first) >> (32 - block.bits)) == 0) return block.scope;
    }
    return Scope::global;
}

Scope scope_of_v6(const IpAddress& address) {
    in6_addr v6{};
    std::memcpy(&v6, address.bytes(), sizeof v6);
    std::uint32_t last = 0;
    std::memcpy(&last, address.bytes() + 12, sizeof last);
    if (IN6_IS_ADDR_V4MAPPED(&v6)) return scope_of_v4(ntohl(last));
    if (IN6_IS_ADDR_UNSPECIFIED(&v6)) return Scope::unspecified;
    if (IN6_IS_ADDR_LOOPBACK(&v6)) return Scope::loopback;
    if (IN6_IS_ADDR_MULTICAST(&v6)) return Scope::multicast;
    if (IN6_IS_ADDR_LINKLOCAL(&v6)) return Scope::link_local;
    return (address.bytes()[0] | 1) == 0xfd ? Scope::private_use : Scope::global;  // RFC 4193
}

void must_be_written_well(const IpAddress& address) {
    const std::string text = to_string(address);
    std::error_code error;
    must(parse_address(text, error) == address && !error, "an address that is written reads back");
    const bool v4 = address.family() == Family::ipv4;
    std::uint32_t number = 0;
    std::memcpy(&number, address.bytes(), sizeof number);
    must(address.scope() == (v4 ? scope_of_v4(ntohl(number)) : scope_of_v6(address)),
         "the scope is that of the tables");

    in6_addr v6{};
    std::memcpy(&v6, address.bytes(), sizeof v6);
    char room[INET6_ADDRSTRLEN];
    const char* const systems = ::inet_ntop(v4 ? AF_INET : AF_INET6, &v6, room, sizeof room);
    // glibc writes ::102:304 as ::1.2.3.4, a form that RFC 4291, section 2.5.5.1 gave up.
    const bool given_up = !v4 && IN6_IS_ADDR_V4COMPAT(&v6);
    must(given_up || text.substr(0, text.find('%')) == systems, "it is written as by inet_ntop");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    std::error_code error = std::make_error_code(std::errc::io_error);  // of an earlier call
    const IpAddress address = parse_address(text, error);

    const auto systems = fuzz::address_by_system(text);
    must(!error == systems.has_value(), "what inet_pton reads is an address, and nothing else");
    must(address == systems.value_or(IpAddress{}), "it is the address that inet_pton reads");
    must(!error || error == Errc::bad_address, "what is no address is bad_address");

    std::string words;
    const auto thrown = fuzz::error_thrown_by([&] { return parse_address(text); }, words);
    must(thrown == error, "both forms say the same");
    must(fuzz::is_harmless(words), "an error quotes what was given without its control characters");

    const std::string copy(text);
    const bool could_be_a_name = !text.empty() && text.find('\0') == text.npos;
    if (!error) {
        must_be_written_well(address);
        // To getaddrinfo an interface's name is a zone of a link-local address only.
        const std::size_t digit = text.find('%') + 1;
        const bool named = digit != 0 && (text[digit] < '0' || text[digit] > '9');
        if (!named) {
            must(fuzz::address_by_getaddrinfo(copy) == address, "getaddrinfo reads the same");
        }
    } else if (could_be_a_name && !detail::looks_like_address(text)) {
        must(!fuzz::address_by_getaddrinfo(copy),
             "resolve looks nothing up that the system takes for an address");
    }

    if (size >= 4) must_be_written_well(IpAddress::v4(data[0], data[1], data[2], data[3]));
    if (size >= 16) {
        IpAddress::V6Bytes bytes{};
        std::memcpy(bytes, data, sizeof bytes);
        fuzz::Bytes rest(data + 16, size - 16);
        must_be_written_well(IpAddress::v6(bytes, static_cast<std::uint32_t>(rest.number(4))));
    }
    return 0;
}
