// For comparison: a client over libuv that sends SIZE bytes and waits for them, COUNT times. Its
// server is libuv_loop.
// usage: libuv_ping PORT COUNT SIZE     prints round trips a second
#include <netinet/in.h>
#include <uv.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

std::string message;
std::size_t missing = 0;
long left_to_do = 0;
std::chrono::steady_clock::time_point start;

void send(uv_stream_t* server) {
    missing = message.size();
    const uv_buf_t bytes = uv_buf_init(message.data(), static_cast<unsigned>(message.size()));
    if (uv_try_write(server, &bytes, 1) != static_cast<int>(message.size())) std::exit(1);
}

void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* room) {
    *room = uv_buf_init(message.data(), static_cast<unsigned>(message.size()));
}

void received(uv_stream_t* server, ssize_t size, const uv_buf_t*) {
    if (size < 0) std::exit(1);
    missing -= static_cast<std::size_t>(size);
    if (missing != 0) return;
    if (--left_to_do > 0) return send(server);
    uv_close(reinterpret_cast<uv_handle_t*>(server), nullptr);
}

void connected(uv_connect_t* request, int status) {
    if (status != 0) std::exit(1);
    start = std::chrono::steady_clock::now();
    uv_read_start(request->handle, give_buffer, received);
    send(request->handle);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 4) return 2;
    const long count = left_to_do = std::atol(argv[2]);
    message.assign(static_cast<std::size_t>(std::atol(argv[3])), 'x');
    uv_tcp_t server;
    uv_tcp_init(uv_default_loop(), &server);
    uv_tcp_nodelay(&server, 1);
    sockaddr_in where;
    uv_ip4_addr("127.0.0.1", std::atoi(argv[1]), &where);
    uv_connect_t request;
    uv_tcp_connect(&request, &server, reinterpret_cast<const sockaddr*>(&where), connected);
    uv_run(uv_default_loop(), UV_RUN_DEFAULT);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::printf("%.0f\n", static_cast<double>(count) / took.count());
}
