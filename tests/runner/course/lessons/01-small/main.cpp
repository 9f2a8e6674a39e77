// A lesson's program in miniature: an echo server that tells what it was given. With `abort` or
// `exit N` it ends in ways that the runner has to report.
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "loopback/loopback.hpp"

using namespace loopback;

static TcpListener* door;

int main(int argc, char** argv) {
    Port port = home_port;
    std::optional<Narrator> narrator;
    std::printf("lesson 01:");
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        std::printf(" [%s]", argv[i]);
        if (word == "--port") port = parse_port(argv[i + 1]);
        if (word == "--trace") install(&narrator.emplace());
    }
    std::printf("\n");
    std::fflush(stdout);
    if (argc > 1 && std::string(argv[1]) == "abort") std::abort();
    if (argc > 1 && std::string(argv[1]) == "exit") return std::atoi(argv[2]);
    if (argc < 3) return 0;

    std::error_code error;
    auto listener = TcpListener::bind({loopback_v4, port}, error);
    if (error) return 1;
    door = &listener;
    std::signal(SIGINT, [](int) { door->stop(); });
    std::printf("Listening on %s\n", to_string(listener.local_endpoint()).c_str());
    std::fflush(stdout);
    while (true) {
        auto [client, peer] = listener.accept(error);
        if (error) break;
        std::array<char, 4096> buffer;
        while (auto received = client.recv(buffer)) client.send_all(received);
    }
    std::printf("served, and gone\n");
    return 0;
}
