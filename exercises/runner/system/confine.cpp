#include "system/confine.hpp"

#include <random>

namespace runner {

std::string random_word(std::size_t count) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::random_device source;  // the system's own, on all that this is built for
    std::uniform_int_distribution<std::size_t> one(0, digits.size() - 1);
    std::string word;
    while (word.size() < count) word += digits[one(source)];
    return word;
}

platform::Command confined(platform::Command command, const Confinement& confinement,
                           const std::string& proof) {
    if (!can_confine()) return command;
    std::vector<std::string> words{platform::own_program(),
                                   std::string(confined_flag),
                                   platform::text_of(confinement.root),
                                   std::to_string(confinement.memory),
                                   std::to_string(confinement.file_size),
                                   std::to_string(confinement.processor_seconds),
                                   std::to_string(confinement.processes),
                                   confinement.environment == Environment::ours ? "1" : "0"};
    words.insert(words.end(), command.words.begin(), command.words.end());
    command.words = std::move(words);
    if (!proof.empty()) command.environment.emplace_back(platform::proof_variable, proof);
    return command;
}

bool can_confine() { return !platform::own_program().empty(); }

int run_confined(const std::vector<std::string>& arguments) {
    constexpr std::size_t settings = 6;
    if (arguments.size() <= settings) return not_confined;
    const auto number = [&](std::size_t i) {
        return std::strtoull(arguments[i].c_str(), nullptr, 10);
    };
    Confinement confinement;
    confinement.root = platform::path_of(arguments[0]);
    confinement.memory = number(1);
    confinement.file_size = number(2);
    confinement.processor_seconds = static_cast<unsigned>(number(3));
    confinement.processes = static_cast<unsigned>(number(4));
    confinement.environment = number(5) == 1 ? Environment::ours : Environment::bare;
    return platform::run_within(confinement, {arguments.begin() + settings, arguments.end()});
}

}  // namespace runner
