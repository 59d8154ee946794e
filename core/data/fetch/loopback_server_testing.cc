#include "core/data/fetch/loopback_server_testing.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <utility>

namespace zipml::data_testing {

LoopbackServer::LoopbackServer(
    std::function<std::string(const std::string&)> answer, int most,
    std::function<void()> before_closing)
    : answer_(std::move(answer)), before_closing_(std::move(before_closing)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(listener_, generic, size) != 0 || ::listen(listener_, 8) != 0 ||
      ::getsockname(listener_, generic, &size) != 0) {
    throw std::runtime_error("no loopback server");
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this, most] { serve(most); });
}

LoopbackServer::~LoopbackServer() {
  ::shutdown(listener_, SHUT_RDWR);
  thread_.join();
  ::close(listener_);
}

std::string LoopbackServer::url(const std::string& path) const {
  return fmt::format("http://127.0.0.1:{}/{}", port_, path);
}

std::vector<std::string> LoopbackServer::requests() const {
  const std::scoped_lock lock(mutex_);
  return requests_;
}

void LoopbackServer::serve(int most) {
  for (int i = 0; i < most; ++i) {
    const int connection = ::accept(listener_, nullptr, nullptr);
    if (connection < 0) return;
    std::string head;
    std::array<char, 4096> buffer;
    while (head.find("\r\n\r\n") == std::string::npos) {
      const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
      if (got <= 0) break;
      head.append(buffer.data(), static_cast<std::size_t>(got));
    }
    {
      const std::scoped_lock lock(mutex_);
      requests_.push_back(head);
    }
    const std::string response = answer_(head);
    std::size_t sent = 0;
    while (sent < response.size()) {
      const ssize_t result = ::send(connection, response.data() + sent,
                                    response.size() - sent, MSG_NOSIGNAL);
      if (result <= 0) break;
      sent += static_cast<std::size_t>(result);
    }
    if (before_closing_) before_closing_();
    ::close(connection);
  }
}

std::size_t range_start(const std::string& head) {
  const std::string name = "Range: bytes=";
  const std::size_t place = head.find(name);
  if (place == std::string::npos) return 0;
  return std::stoul(head.substr(place + name.size()));
}

std::string answer_with(const std::string& status, const std::string& body,
                        const std::string& fields) {
  return fmt::format("HTTP/1.1 {}\r\nContent-Length: {}\r\n{}\r\n{}", status,
                     body.size(), fields, body);
}

std::string serve_range(const std::string& head, const std::string& content) {
  const std::size_t start = range_start(head);
  if (start == 0) return answer_with("200 OK", content);
  if (start >= content.size()) {
    return answer_with("416 Range Not Satisfiable", "");
  }
  return answer_with("206 Partial Content", content.substr(start),
                     fmt::format("Content-Range: bytes {}-{}/{}\r\n", start,
                                 content.size() - 1, content.size()));
}

}  // namespace zipml::data_testing
