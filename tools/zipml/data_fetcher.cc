#include "tools/zipml/data_fetcher.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"

namespace zipml {

DataFetcher::DataFetcher(DataLibrary& data, DownloadDisplay& display,
                         std::function<void(const std::string&)> tell,
                         const std::atomic<bool>& interrupt)
    : data_(data),
      display_(display),
      tell_(std::move(tell)),
      interrupt_(interrupt) {}

DataFetcher::~DataFetcher() { stop(); }

void DataFetcher::stop() {
  stop_ = true;
  // No other thread adds to them.
  for (auto& [set, fetch] : fetches_) {
    if (fetch.thread.joinable()) fetch.thread.join();
  }
}

void DataFetcher::want(const std::string& set) {
  const std::scoped_lock lock(mutex_);
  const auto [found, is_new] = fetches_.try_emplace(set);
  if (!is_new) return;
  Fetch& own = found->second;
  own.thread = std::thread([this, set, &own] { fetch(set, own); });
}

void DataFetcher::fetch(const std::string& set, Fetch& own) {
  std::exception_ptr error;
  try {
    const FetchWatch watch{
        .progress =
            [&](const FetchProgress& now) { display_.update(set, now); },
        .should_stop = [this] { return stop_.load() || interrupt_.load(); }};
    const DataSource source = data_.fetch(set, watch);
    const std::string come = display_.end(set);
    if (!come.empty()) tell_(fmt::format("{}: {}", source.name, come));
  } catch (const FetchStopped&) {
    // The display goes on to know what was kept.
  } catch (const UserError&) {
    // As whoever locates the set is told.
    display_.end(set);
  } catch (...) {
    error = std::current_exception();
  }
  const std::scoped_lock lock(mutex_);
  if (error && !error_) error_ = error;
  own.settled = true;
  settled_.notify_all();
}

bool DataFetcher::is_settled(const std::string& set) const {
  const std::scoped_lock lock(mutex_);
  const auto found = fetches_.find(set);
  return found != fetches_.end() && found->second.settled;
}

bool DataFetcher::all_settled() const {
  const std::scoped_lock lock(mutex_);
  return std::all_of(fetches_.begin(), fetches_.end(),
                     [](const auto& fetch) { return fetch.second.settled; });
}

void DataFetcher::wait() {
  constexpr std::chrono::milliseconds kPatience{100};
  display_.show();
  std::unique_lock lock(mutex_);
  settled_.wait_for(lock, kPatience);
  if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
}

DownloadDisplay download_display(const Session& session, const World& world) {
  return DownloadDisplay(
      session.remarks(),
      {.quiet = session.options().quiet,
       .terminal = session.options().terminal,
       .width = static_cast<std::size_t>(session.options().width),
       .seconds = world.seconds});
}

void tell_interrupted(const Session& session,
                      const DownloadDisplay& downloads) {
  for (const std::string& line : downloads.kept()) session.remark(line);
  std::string command;
  for (const std::string& argument : session.options().arguments) {
    command += (command.empty() ? "" : " ") + shell_word(argument);
  }
  session.remark("interrupted; what is finished is kept. Go on with:\n  " +
                 command);
}

}  // namespace zipml
