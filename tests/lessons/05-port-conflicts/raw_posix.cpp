// Lesson 05 without the library: BSD sockets, on Linux and macOS. Asks for a door, 127.0.0.1 and a
// port, and says in which way it cannot be had: raw_posix PORT

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    const int port = argc > 1 ? std::atoi(argv[1]) : 62893;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return std::perror("socket"), 1;
    int on = 1;  // so that a connection that has ended is not in the way of a restart
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);

    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_port = htons(static_cast<uint16_t>(port));
    door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int error = 0;  // kept at once: any later call may change errno
    if (bind(listener, reinterpret_cast<sockaddr*>(&door), sizeof door) != 0) error = errno;
    if (error == 0 && listen(listener, SOMAXCONN) != 0) error = errno;
    close(listener);

    switch (error) {
        case 0: std::puts("free"); break;
        case EADDRINUSE: std::puts("in use: somebody has it"); break;
        case EACCES: std::puts("not allowed: privileged, or reserved"); break;
        case EADDRNOTAVAIL: std::puts("not ours: the address is another machine's"); break;
        default: std::printf("error %d\n", error);
    }
    return error == 0 ? 0 : 1;
}
