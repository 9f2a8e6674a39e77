// Another way: one thread receives, another one sends, and errors of both come to the caller

#include "exercise.hpp"

#include <array>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <utility>

void echo(TcpStream& client) {
    std::mutex mutex;
    std::condition_variable news;
    std::string queue;
    bool over = false;
    std::exception_ptr trouble;
    std::thread sender([&] {
        for (;;) {
            std::unique_lock lock(mutex);
            news.wait(lock, [&] { return over || !queue.empty(); });
            if (queue.empty()) return;
            const std::string now = std::exchange(queue, {});
            lock.unlock();
            try {
                client.send_all(now);
            } catch (...) {
                lock.lock();
                if (!trouble) trouble = std::current_exception();
                return;
            }
        }
    });
    std::array<char, 4096> buffer;
    try {
        while (const auto received = client.recv(buffer)) {
            const std::lock_guard lock(mutex);
            queue += received;
            news.notify_one();
        }
    } catch (...) {
        const std::lock_guard lock(mutex);
        if (!trouble) trouble = std::current_exception();
    }
    {
        const std::lock_guard lock(mutex);
        over = true;
        news.notify_one();
    }
    sender.join();
    if (trouble) std::rethrow_exception(trouble);
}
