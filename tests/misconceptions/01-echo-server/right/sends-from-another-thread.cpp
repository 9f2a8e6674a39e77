// Another way: one thread receives, another one sends

#include "exercise.hpp"

#include <array>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

void echo(TcpStream& client) {
    std::mutex mutex;
    std::condition_variable news;
    std::string queue;
    bool over = false;
    std::thread sender([&] {
        for (;;) {
            std::unique_lock lock(mutex);
            news.wait(lock, [&] { return over || !queue.empty(); });
            if (queue.empty()) return;
            const std::string now = std::exchange(queue, {});
            lock.unlock();
            client.send_all(now);
        }
    });
    std::array<char, 4096> buffer;
    for (;;) {
        const auto received = client.recv(buffer);
        const std::lock_guard lock(mutex);
        queue += received;
        over = !received;
        news.notify_one();
        if (over) break;
    }
    sender.join();
}
