// The reader of /proc/net/tcp, tcp6, udp and udp6: against printf, which wrote the table, and
// sscanf.

#include "loopback/detail/listening.hpp"

#include <cinttypes>

#include "fuzz.hpp"

using namespace loopback;
using fuzz::must;

namespace {

constexpr std::uint64_t listening = 10;  // TCP_LISTEN
constexpr std::uint64_t closed = 7;      // TCP_CLOSE: what a UDP socket without a peer is in

bool same(const detail::TableRow& one, const detail::TableRow& other) {
    return one.local == other.local && one.state == other.state && one.inode == other.inode;
}

bool same(const std::vector<detail::TableRow>& one, const std::vector<detail::TableRow>& other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const auto& a, const auto& b) { return same(a, b); });
}

std::string upper_hex(const std::uint8_t* bytes, std::size_t count) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        char two[3];
        std::snprintf(two, sizeof two, "%02X", bytes[i]);
        text += two;
    }
    return text;
}

// An endpoint as a kernel of this byte order prints it: numbers of 32 bits.
std::string as_in_table(const Endpoint& endpoint, std::endian order) {
    const std::size_t size = endpoint.address.family() == Family::ipv4 ? 4 : 16;
    std::uint8_t bytes[16];
    std::copy_n(endpoint.address.bytes(), size, bytes);
    for (std::size_t i = 0; order == std::endian::little && i < size; i += 4) {
        std::reverse(bytes + i, bytes + i + 4);
    }
    char port[8];
    std::snprintf(port, sizeof port, ":%04X", endpoint.port.number());
    return upper_hex(bytes, size) + port;
}

Endpoint endpoint_out_of(fuzz::Bytes& bytes, bool v4) {
    IpAddress::V6Bytes address{};
    for (std::uint8_t& byte : address) byte = static_cast<std::uint8_t>(bytes.number(1));
    const Port port(static_cast<std::uint16_t>(bytes.number(2)));
    return {
        v4 ? IpAddress::v4(address[0], address[1], address[2], address[3]) : IpAddress::v6(address),
        port};
}

// A table as the kernel prints it (net/ipv4/tcp_ipv4.c, get_tcp4_sock), of rows made from bytes.
void must_read_what_is_printed(fuzz::Bytes bytes, std::endian order) {
    std::string table = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when\n";
    std::vector<detail::TableRow> wanted;
    for (int slot = 0; !bytes.empty() && slot < 8; ++slot) {
        const auto kind = static_cast<unsigned>(bytes.number(1));
        detail::TableRow row;
        row.local = endpoint_out_of(bytes, (kind & 1) != 0);
        const Endpoint remote = endpoint_out_of(bytes, (kind & 1) != 0);
        row.state = kind >> 4;
        row.inode = bytes.number(8);
        char line[512];
        std::snprintf(line, sizeof line,
                      "%4d: %s %s %02X %08X:%08X %02X:%08X %08X %5u %8d %" PRIu64
                      " 1 0000000000000000 100 0 0 10 0\n",
                      slot, as_in_table(row.local, order).c_str(),
                      as_in_table(remote, order).c_str(), static_cast<unsigned>(row.state), 0U, 0U,
                      0U, 0U, 0U, 1000U, 0, row.inode);
        table += line;
        if (row.state == listening) wanted.push_back(row);
    }
    std::vector<detail::TableRow> read;
    must(detail::read_socket_table(table, listening, read, order), "a table of the kernel is good");
    must(same(read, wanted), "each row that listens is read as it was printed, and no other");
}

// What sscanf reads in a line, for one that is a row.
void must_be_in(std::string_view line, const detail::TableRow& row) {
    // To sscanf every space separates words, and a zero ends them; the kernel prints none of those.
    if (!fuzz::is_harmless(line.substr(0, line.find('\n')))) return;
    char local[33] = {};
    unsigned port = 0;
    unsigned state = 0;
    std::uint64_t inode = 0;
    const int read = std::sscanf(std::string(line).c_str(),
                                 " %*[0-9]: %32[0-9A-Fa-f]:%4x %*[^ ] %2x %*[^ ] %*[^ ] %*[^ ] "
                                 "%*[^ ] %*[^ ] %" SCNu64,
                                 local, &port, &state, &inode);
    must(read == 4, "a row has its columns");
    must(port == row.local.port.number() && state == row.state && inode == row.inode,
         "its numbers are those that sscanf reads");
    std::string digits(local);
    for (char& c : digits) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    must(as_in_table(row.local, std::endian::native).starts_with(digits + ':'),
         "its address is the one in the line");
}

void must_read_in_pieces(std::string_view text, std::uint64_t state) {
    std::vector<detail::TableRow> whole;
    const bool good = detail::read_socket_table(text, state, whole);
    std::vector<detail::TableRow> pieces;
    bool all_good = true;
    for (std::string_view rest = text; !rest.empty();) {
        const std::size_t end = std::min(rest.find('\n'), rest.size() - 1);
        const std::size_t before = pieces.size();
        const std::string_view line = rest.substr(0, end + 1);
        all_good = detail::read_socket_table(line, state, pieces) && all_good;
        must(pieces.size() <= before + 1, "a line is one row at most");
        if (pieces.size() > before) must_be_in(line, pieces.back());
        rest.remove_prefix(end + 1);
    }
    must(good == all_good, "a table is good when its lines are");
    must(!good || same(whole, pieces), "it is the same line by line");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    must_read_in_pieces(text, listening);
    must_read_in_pieces(text, closed);
    must_read_what_is_printed(fuzz::Bytes(data, size), std::endian::little);
    must_read_what_is_printed(fuzz::Bytes(data, size), std::endian::big);
    return 0;
}
