#include "support.hpp"

// Alone in this program: nothing has touched the network before.
TEST_CASE("regression 30: the first calls of a program may come on many threads at once") {
    std::atomic<int> talked = 0;
    {
        std::vector<Task> tasks;
        for (int i = 0; i < 8; ++i) {
            tasks.emplace_back([&] {
                auto [client, server] = connected_pair();
                client.send_all("x");
                std::array<char, 8> buffer;
                if (server.recv(buffer) == "x") ++talked;
            });
        }
    }
    CHECK(talked == 8);
}
