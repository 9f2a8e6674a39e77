// What allocates, while the n-th allocation fails, for every n: std::bad_alloc comes out, nothing
// is lost, and what was there before is as good as it was.

#include <array>
#include <cstdio>
#include <functional>
#include <new>

#include "ledger.hpp"
#include "score.hpp"
#include "torture.hpp"

namespace torture {
namespace {

void torture_without_memory() {
    std::vector<UdpSocket> sockets;
    for (int i = 0; i < 20; ++i) {
        sockets.push_back(UdpSocket::bind({loopback_v4, 0}));
        sockets.back().send_to("x", sockets.back().local_endpoint());
    }
    auto listener = TcpListener::bind({loopback_v4, 0});
    const Endpoint door = listener.local_endpoint();
    const auto look_up = [] { (void)resolve("localhost", 80); };
    const auto tell_owner = [&] { (void)who_holds(door); };
    const auto explain_it = [&] {
        (void)explain(detail::platform_error(EADDRINUSE), door);
        (void)to_string(door);
    };
    const auto wait_for_many = [&] {
        Poller poller;
        std::uint64_t key = 0;
        for (const UdpSocket& one : sockets) {
            try {
                poller.add(one, Interest::recv, key);
            } catch (const std::bad_alloc&) {
                poller.add(one, Interest::recv, key);  // once more: there is memory again
            }
            ++key;
        }
        std::array<Ready, 64> room;
        std::array<bool, 20> seen{};
        for (const Ready& one : poller.wait(room))
            seen.at(static_cast<std::size_t>(one.key)) = true;
        for (const bool one : seen) score->wrong += one ? 0 : 1;
    };
    struct Deed {
        const char* name;
        std::function<void()> work;
    };
    for (const Deed& deed : {Deed{"look up a name", look_up}, Deed{"tell the owner", tell_owner},
                             Deed{"explain", explain_it}, Deed{"wait for many", wait_for_many}}) {
        deed.work();  // what is allocated once and for all
        bool failed = true;
        for (long nth = 1; failed && nth < 2'000; ++nth) {
            std::snprintf(score->now, sizeof score->now, "%s: allocation %ld fails", deed.name,
                          nth);
            ++score->steps;
            const Holdings before = holdings();
            fail_allocation(nth);
            try {
                deed.work();
            } catch (const std::bad_alloc&) {  // as it should be
            }
            failed = allocation_failed();
            fail_allocation(0);
            score->failed_allocations += failed ? 1 : 0;
            if (holdings() == before) continue;
            ++score->leaks;
            complain("LEAK", "");
        }
    }
}

const bool added = (ordeals().push_back({"memory", torture_without_memory}), true);

}  // namespace
}  // namespace torture
