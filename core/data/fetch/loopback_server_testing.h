// A web server for tests, on 127.0.0.1 and a port of the system's choice.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace zipml::data_testing {

// Answers each request with what `answer` gives for its head (request line
// and header fields), calls `before_closing` and closes the connection. At most
// `most` requests; it ends with its scope.
class LoopbackServer {
 public:
  explicit LoopbackServer(
      std::function<std::string(const std::string& head)> answer, int most = 20,
      std::function<void()> before_closing = {});
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::string url(const std::string& path) const;
  // The heads so far.
  std::vector<std::string> requests() const;

 private:
  void serve(int most);

  std::function<std::string(const std::string&)> answer_;
  std::function<void()> before_closing_;
  int listener_ = -1;
  int port_ = 0;
  mutable std::mutex mutex_;
  std::vector<std::string> requests_;
  std::thread thread_;
};

// The first byte that a request's Range asks for; 0 without one.
std::size_t range_start(const std::string& head);

// An answer: "HTTP/1.1 STATUS", the length, more header fields, the body.
std::string answer_with(const std::string& status, const std::string& body,
                        const std::string& fields = "");

// A server's answer to a request for `content`, with ranges.
std::string serve_range(const std::string& head, const std::string& content);

}  // namespace zipml::data_testing
