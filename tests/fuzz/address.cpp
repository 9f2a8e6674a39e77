// parse_address, to_string and scope against the C library and the tables of the RFCs.

#include "loopback/address.hpp"

#include "fuzz.hpp"
#include "loopback/resolve.hpp"
#include "system_oracle.hpp"

using namespace loopback;
using fuzz::must;

namespace {

struct Block {
    const char* first;
    int bits;
    Scope scope;
};

// RFC 6890 with the IANA's two registries that it made, RFC 5771 and RFC 4291 for groups; of blocks
// that lie in each other the smaller one first.
constexpr Block blocks[] = {
    {"0.0.0.0", 32, Scope::unspecified},
    {"192.0.0.9", 32, Scope::global},
    {"192.0.0.10", 32, Scope::global},
    {"192.0.0.0", 24, Scope::special_purpose},
    {"192.0.2.0", 24, Scope::special_purpose},
    {"198.51.100.0", 24, Scope::special_purpose},
    {"203.0.113.0", 24, Scope::special_purpose},
    {"169.254.0.0", 16, Scope::link_local},
    {"192.168.0.0", 16, Scope::private_use},
    {"198.18.0.0", 15, Scope::special_purpose},
    {"172.16.0.0", 12, Scope::private_use},
    {"100.64.0.0", 10, Scope::private_use},
    {"0.0.0.0", 8, Scope::reserved},
    {"10.0.0.0", 8, Scope::private_use},
    {"127.0.0.0", 8, Scope::loopback},
    {"224.0.0.0", 4, Scope::multicast},
    {"240.0.0.0", 4, Scope::reserved},
    {"::", 128, Scope::unspecified},
    {"::1", 128, Scope::loopback},
    {"2001:1::1", 128, Scope::global},
    {"2001:1::2", 128, Scope::global},
    {"2001:1::3", 128, Scope::global},
    {"64:ff9b:1::", 48, Scope::special_purpose},
    {"2001:4:112::", 48, Scope::global},
    {"100::", 64, Scope::special_purpose},
    {"2001:3::", 32, Scope::global},
    {"2001:db8::", 32, Scope::special_purpose},
    {"2001:20::", 28, Scope::global},
    {"2001:30::", 28, Scope::global},
    {"2001::", 23, Scope::special_purpose},
    {"3fff::", 20, Scope::special_purpose},
    {"5f00::", 16, Scope::special_purpose},
    {"fe80::", 10, Scope::link_local},
    {"ff00::", 8, Scope::multicast},
    {"fc00::", 7, Scope::private_use},
};

bool lies_in(const std::uint8_t* address, int family, const Block& block) {
    std::uint8_t first[16];
    if (::inet_pton(family, block.first, first) != 1) return false;
    for (int bit = 0; bit < block.bits; ++bit) {
        if (((address[bit / 8] ^ first[bit / 8]) >> (7 - bit % 8) & 1) != 0) return false;
    }
    return true;
}

Scope scope_in_tables(const IpAddress& address) {
    in6_addr v6{};
    std::memcpy(&v6, address.bytes(), sizeof v6);
    const bool is_v6 = address.family() == Family::ipv6;
    const bool is_mapped = is_v6 && IN6_IS_ADDR_V4MAPPED(&v6);
    for (const Block& block : blocks) {
        if (lies_in(address.bytes() + (is_mapped ? 12 : 0),
                    is_v6 && !is_mapped ? AF_INET6 : AF_INET, block))
            return block.scope;
    }
    return Scope::global;
}

void must_be_written_well(const IpAddress& address) {
    const std::string text = to_string(address);
    std::error_code error;
    must(parse_address(text, error) == address && !error, "an address that is written reads back");
    const bool v4 = address.family() == Family::ipv4;
    must(address.scope() == scope_in_tables(address), "the scope is that of the tables");

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
