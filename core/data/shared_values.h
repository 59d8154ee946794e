// Values that are made once and shared while somebody holds them.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace zipml {

// By key. Thread-safe: where several threads ask for a key, one makes its value
// and the others wait; those of different keys are made side by side.
template <typename Value>
class SharedValues {
 public:
  // The key's value where somebody holds it, otherwise what make() returns.
  // What make() throws passes through, and the next call tries again.
  template <typename Make>
  std::shared_ptr<const Value> get(const std::string& key, const Make& make) {
    const std::shared_ptr<Slot> slot = slot_of(key);
    const std::scoped_lock making(slot->making);
    std::shared_ptr<const Value> value = slot->value.lock();
    if (value == nullptr) {
      value = std::make_shared<const Value>(make());
      slot->value = value;
    }
    return value;
  }

 private:
  struct Slot {
    std::mutex making;
    std::weak_ptr<const Value> value;
  };

  std::shared_ptr<Slot> slot_of(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    auto& slot = slots_[key];
    if (slot == nullptr) slot = std::make_shared<Slot>();
    return slot;
  }

  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<Slot>> slots_;
};

}  // namespace zipml
