#include "core/data/fetch/download.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/data/fetch/part_file.h"
#include "core/data/fetch/watch.h"

namespace zipml {
namespace {

constexpr long kOk = 200;
constexpr long kPartialContent = 206;
constexpr long kRangeNotSatisfiable = 416;

bool is_loopback(const std::string& url) {
  const std::size_t host = url.find("://");
  if (host == std::string::npos) return false;
  const std::string_view rest = std::string_view(url).substr(host + 3);
  return rest.starts_with("127.") || rest.starts_with("localhost") ||
         rest.starts_with("[::1]");
}

// One request. What it found out is in the members.
class Request {
 public:
  Request(const std::string& url, const DownloadOptions& options,
          PartFile& part)
      : options_(options),
        part_(part),
        start_(part.size()),
        handle_(curl_easy_init()) {
    if (!handle_) throw std::bad_alloc();
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_ERRORBUFFER, error_text_);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, "zipml");
    set(CURLOPT_FAILONERROR, 1L);
    set(CURLOPT_FOLLOWLOCATION, 1L);
    set(CURLOPT_MAXREDIRS, 5L);
#if LIBCURL_VERSION_NUM >= 0x075500
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    set(CURLOPT_PROTOCOLS, long{CURLPROTO_HTTP | CURLPROTO_HTTPS});
    set(CURLOPT_REDIR_PROTOCOLS, long{CURLPROTO_HTTP | CURLPROTO_HTTPS});
#endif
    set(CURLOPT_CONNECTTIMEOUT, long{options.connect_timeout_seconds});
    set(CURLOPT_LOW_SPEED_LIMIT, 1L);
    set(CURLOPT_LOW_SPEED_TIME, long{options.stall_timeout_seconds});
    if (is_loopback(url)) set(CURLOPT_PROXY, "");
    set(CURLOPT_WRITEFUNCTION, &Request::on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_HEADERFUNCTION, &Request::on_header);
    set(CURLOPT_HEADERDATA, this);
    // Not CURLOPT_RESUME_FROM: with it a server without ranges is an error.
    if (start_ > 0) {
      range_ = fmt::format("{}-", start_);
      set(CURLOPT_RANGE, range_.c_str());
    }
  }

  // FetchStopped when it was told to.
  CURLcode perform() {
    // Not curl_easy_perform, which asks nobody for up to a second.
    const std::unique_ptr<CURLM, CleanupAll> all(curl_multi_init());
    if (!all) throw std::bad_alloc();
    curl_multi_add_handle(all.get(), handle_.get());
    transfer(all.get());
    if (stopped_) hurry();
    CURLcode code = CURLE_OK;
    int left = 0;
    if (const CURLMsg* end = curl_multi_info_read(all.get(), &left)) {
      code = end->data.result;
    }
    curl_multi_remove_handle(all.get(), handle_.get());
    if (stopped_) throw FetchStopped();
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status_);
    return code;
  }

  long status() const { return status_; }
  // The server sent another range than was asked for.
  bool wrong_range() const { return wrong_range_; }
  // The whole file's size as the server says; -1 if it does not.
  std::int64_t expected_size() const {
    curl_off_t length = -1;
    curl_easy_getinfo(handle_.get(), CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
                      &length);
    if (length < 0) return -1;
    return status_now() == kPartialContent ? start_ + length : length;
  }
  std::string reason(CURLcode code) const {
    return error_text_[0] != '\0' ? error_text_ : curl_easy_strerror(code);
  }

 private:
  template <typename Value>
  void set(CURLoption option, Value value) {
    curl_easy_setopt(handle_.get(), option, value);
  }

  static std::size_t on_header(char* bytes, std::size_t, std::size_t count,
                               void* self) {
    static_cast<Request*>(self)->take_header({bytes, count});
    return count;
  }

  // "Content-Range: bytes 500-999/1000", in any case of letters.
  void take_header(std::string_view line) {
    constexpr std::string_view kName = "content-range:";
    if (line.starts_with("HTTP/")) range_start_ = -1;  // a redirect's next
    if (line.size() < kName.size()) return;
    for (std::size_t i = 0; i < kName.size(); ++i) {
      const char c = line[i];
      const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
      if (lower != kName[i]) return;
    }
    const std::size_t digit = line.find_first_of("0123456789*");
    if (digit == std::string_view::npos) return;
    std::from_chars(line.data() + digit, line.data() + line.size(),
                    range_start_);
  }

  static std::size_t on_body(char* bytes, std::size_t, std::size_t count,
                             void* self) {
    return static_cast<Request*>(self)->take_body({bytes, count}) ? count : 0;
  }

  bool take_body(std::string_view bytes) {
    if (stops()) return false;
    if (!started_) {
      started_ = true;
      if (status_now() == kPartialContent) {
        wrong_range_ = range_start_ != start_;
        if (wrong_range_) return false;
      } else {
        part_.restart();
      }
      tell();
    }
    if (!part_.append(bytes)) return false;
    tell();
    return true;
  }

  void tell() const {
    if (options_.progress) options_.progress(part_.size(), expected_size());
  }

  // Until it ends, or is told to.
  void transfer(CURLM* all) {
    constexpr int kPollMilliseconds = 100;
    int running = 1;
    while (!stops()) {
      curl_multi_perform(all, &running);
      if (running == 0) return;
      curl_multi_poll(all, nullptr, 0, kPollMilliseconds, nullptr);
    }
  }

  bool stops() {
    stopped_ = stopped_ || (options_.should_stop && options_.should_stop());
    return stopped_;
  }

  // Without it a name that is being looked up would be waited for.
  void hurry() {
#if LIBCURL_VERSION_NUM >= 0x075700
    set(CURLOPT_QUICK_EXIT, 1L);
#endif
  }

  long status_now() const {
    long status = 0;
    curl_easy_getinfo(handle_.get(), CURLINFO_RESPONSE_CODE, &status);
    return status;
  }

  struct Cleanup {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  };
  struct CleanupAll {
    void operator()(CURLM* all) const { curl_multi_cleanup(all); }
  };

  const DownloadOptions& options_;
  PartFile& part_;
  std::int64_t start_;
  std::unique_ptr<CURL, Cleanup> handle_;
  char error_text_[CURL_ERROR_SIZE] = {};
  std::string range_;
  std::int64_t range_start_ = -1;
  bool started_ = false;
  bool wrong_range_ = false;
  bool stopped_ = false;
  long status_ = 0;
};

// What went wrong, as the user is told.
[[noreturn]] void explain(const std::string& url, const Request& request,
                          CURLcode code, const PartFile& part) {
  switch (code) {
    case CURLE_HTTP_RETURNED_ERROR:
      fail_in(url, fmt::format("the server answered {}", request.status()));
    case CURLE_WRITE_ERROR:
      if (part.error() != 0) part.fail(part.error());
      break;
    case CURLE_PARTIAL_FILE:
      fail_in(url,
              fmt::format("the connection ended after {} of {} bytes",
                          part.size(), request.expected_size()),
              "run again: it goes on from there");
    case CURLE_OPERATION_TIMEDOUT:
      fail_in(url, fmt::format("timed out after {} bytes", part.size()),
              "run again: it goes on from there");
    default:
      break;
  }
  fail_in(url, "cannot be downloaded: " + request.reason(code));
}

// A part without a byte is of no use to the next try.
CURLcode perform(Request& request, PartFile& part) {
  try {
    return request.perform();
  } catch (const FetchStopped&) {
    if (part.size() == 0) part.remove();
    throw;
  }
}

void start_curl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

}  // namespace

std::string download(const std::string& url,
                     const std::filesystem::path& target,
                     const DownloadOptions& options) {
  start_curl();
  PartFile part(target, options.should_stop);
  if (std::filesystem::exists(target)) {
    // Another process was faster; only the check is left.
    const std::string found = sha256_of_file(target);
    if (options.sha256.empty() || found == options.sha256) {
      part.remove();
      return found;
    }
  }
  // A part that fits no more (a range that is not there, or another one than
  // was asked for) is thrown away, once.
  for (int attempt = 0;; ++attempt) {
    const bool resumed = part.size() > 0;
    Request request(url, options, part);
    const CURLcode code = perform(request, part);
    if (code == CURLE_OK &&
        (request.status() == kOk || request.status() == kPartialContent)) {
      // An empty body calls nobody: what was there is not part of it.
      if (request.status() == kOk && request.expected_size() == 0) {
        part.restart();
      }
      break;
    }
    const bool useless =
        request.status() == kRangeNotSatisfiable || request.wrong_range();
    if (attempt == 0 && resumed && useless) {
      part.restart();
      continue;
    }
    if (part.size() == 0) part.remove();
    if (code == CURLE_OK) {
      fail_in(url, fmt::format("the server answered {}", request.status()));
    }
    explain(url, request, code, part);
  }
  const std::string found = sha256_of_file(part.path());
  if (!options.sha256.empty() && found != options.sha256) {
    part.remove();
    fail_in(url, fmt::format("the SHA-256 of what came is {}; "
                             "{} was expected (removed)",
                             found, options.sha256));
  }
  part.finish();
  return found;
}

}  // namespace zipml
