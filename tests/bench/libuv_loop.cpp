// For comparison: an echo server for many connections on one thread, over libuv. It tries to send
// at once, and has libuv do the rest.
// usage: libuv_loop PORT     prints the port
#include <netinet/in.h>
#include <uv.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

// What a client was too slow to take.
struct Rest {
    uv_write_t request;
    std::string bytes;
};

char shared[65536];

void drop(uv_stream_t* stream) {
    uv_close(reinterpret_cast<uv_handle_t*>(stream),
             [](uv_handle_t* handle) { delete reinterpret_cast<uv_tcp_t*>(handle); });
}

void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* buffer) {
    *buffer = uv_buf_init(shared, sizeof shared);
}

void received(uv_stream_t* stream, ssize_t size, const uv_buf_t* buffer) {
    if (size == 0) return;
    if (size < 0) return drop(stream);
    const uv_buf_t all = uv_buf_init(buffer->base, static_cast<unsigned>(size));
    int taken = uv_try_write(stream, &all, 1);
    if (taken == size) return;
    if (taken < 0 && taken != UV_EAGAIN) return drop(stream);
    if (taken < 0) taken = 0;
    auto* rest = new Rest{{}, {buffer->base + taken, static_cast<std::size_t>(size - taken)}};
    rest->request.data = rest;
    const uv_buf_t bytes =
        uv_buf_init(rest->bytes.data(), static_cast<unsigned>(rest->bytes.size()));
    uv_read_stop(stream);
    uv_write(&rest->request, stream, &bytes, 1, [](uv_write_t* request, int status) {
        uv_stream_t* client = request->handle;
        delete static_cast<Rest*>(request->data);
        if (status == 0) uv_read_start(client, give_buffer, received);
        if (status != 0 && status != UV_ECANCELED) drop(client);
    });
}

void take_client(uv_stream_t* listener, int status) {
    if (status != 0) return;
    auto* client = new uv_tcp_t;
    uv_tcp_init(listener->loop, client);
    auto* stream = reinterpret_cast<uv_stream_t*>(client);
    if (uv_accept(listener, stream) != 0) return drop(stream);
    uv_tcp_nodelay(client, 1);
    uv_read_start(stream, give_buffer, received);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    uv_loop_t* loop = uv_default_loop();
    uv_tcp_t listener;
    uv_tcp_init(loop, &listener);
    sockaddr_in where;
    uv_ip4_addr("127.0.0.1", std::atoi(argv[1]), &where);
    auto* generic = reinterpret_cast<sockaddr*>(&where);
    if (uv_tcp_bind(&listener, generic, 0) != 0) return 1;
    auto* stream = reinterpret_cast<uv_stream_t*>(&listener);
    if (uv_listen(stream, SOMAXCONN, take_client) != 0) return 1;
    int size = sizeof where;
    uv_tcp_getsockname(&listener, generic, &size);
    std::printf("%u\n", ntohs(where.sin_port));
    std::fflush(stdout);
    return uv_run(loop, UV_RUN_DEFAULT);
}
