// For comparison: many bytes one way over libuv.
// usage: libuv_bulk                      takes all that clients send; prints the port
//        libuv_bulk PORT SIZE MEBIBYTES  sends them, SIZE bytes a call; prints MiB a second
#include <netinet/in.h>
#include <uv.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

char buffer[262144];

sockaddr_in loopback_at(int port) {
    sockaddr_in where;
    uv_ip4_addr("127.0.0.1", port, &where);
    return where;
}

void give_buffer(uv_handle_t*, std::size_t, uv_buf_t* room) {
    *room = uv_buf_init(buffer, sizeof buffer);
}

void take_client(uv_stream_t* listener, int) {
    auto* client = new uv_tcp_t;
    uv_tcp_init(listener->loop, client);
    auto* stream = reinterpret_cast<uv_stream_t*>(client);
    uv_accept(listener, stream);
    uv_read_start(stream, give_buffer, [](uv_stream_t* from, ssize_t size, const uv_buf_t*) {
        if (size >= 0) return;
        uv_close(reinterpret_cast<uv_handle_t*>(from),
                 [](uv_handle_t* closed) { delete reinterpret_cast<uv_tcp_t*>(closed); });
    });
}

int take_all() {
    uv_loop_t* loop = uv_default_loop();
    uv_tcp_t listener;
    uv_tcp_init(loop, &listener);
    sockaddr_in where = loopback_at(0);
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

class Sender {
public:
    Sender(std::size_t size, std::size_t total) : piece_(size, 'x'), total_(total), left_(total) {
        write_.data = connect_.data = end_.data = server_.data = this;
    }

    int run(int port) {
        uv_loop_t* loop = uv_default_loop();
        uv_tcp_init(loop, &server_);
        const sockaddr_in where = loopback_at(port);
        uv_tcp_connect(&connect_, &server_, reinterpret_cast<const sockaddr*>(&where),
                       [](uv_connect_t* request, int status) {
                           if (status != 0) std::exit(1);
                           auto& self = *static_cast<Sender*>(request->data);
                           self.start_ = std::chrono::steady_clock::now();
                           self.send();
                       });
        return uv_run(loop, UV_RUN_DEFAULT);
    }

private:
    void send() {
        if (left_ == 0) return finish();
        left_ -= piece_.size() < left_ ? piece_.size() : left_;
        const uv_buf_t bytes = uv_buf_init(piece_.data(), static_cast<unsigned>(piece_.size()));
        uv_write(&write_, stream(), &bytes, 1, [](uv_write_t* request, int status) {
            if (status != 0) std::exit(1);
            static_cast<Sender*>(request->data)->send();
        });
    }

    void finish() {
        uv_shutdown(&end_, stream(), [](uv_shutdown_t*, int) {});
        uv_read_start(stream(), give_buffer, [](uv_stream_t* from, ssize_t, const uv_buf_t*) {
            static_cast<Sender*>(from->data)->tell();  // all has been read
            uv_close(reinterpret_cast<uv_handle_t*>(from), nullptr);
        });
    }

    void tell() const {
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start_;
        std::printf("%.0f\n", static_cast<double>(total_ >> 20) / took.count());
    }

    uv_stream_t* stream() { return reinterpret_cast<uv_stream_t*>(&server_); }

    std::string piece_;
    std::size_t total_;
    std::size_t left_;
    std::chrono::steady_clock::time_point start_;
    uv_tcp_t server_;
    uv_connect_t connect_;
    uv_write_t write_;
    uv_shutdown_t end_;
};

}  // namespace

int main(int argc, char** argv) {
    if (argc == 1) return take_all();
    if (argc != 4) return 2;
    Sender sender(static_cast<std::size_t>(std::atol(argv[2])),
                  static_cast<std::size_t>(std::atol(argv[3])) << 20);
    return sender.run(std::atoi(argv[1]));
}
