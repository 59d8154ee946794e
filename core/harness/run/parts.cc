#include "core/harness/run/parts.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <queue>
#include <utility>

namespace zipml {
namespace {

// Disjoint sets of ids.
class Groups {
 public:
  std::size_t index_of(const std::string& id) {
    const auto [place, is_new] = indices_.try_emplace(id, parents_.size());
    if (is_new) parents_.push_back(place->second);
    return place->second;
  }
  void join(std::size_t a, std::size_t b) { parents_[root(a)] = root(b); }

  std::vector<Bundle> take() {
    std::map<std::size_t, Bundle> by_root;
    for (const auto& [id, index] : indices_) {
      by_root[root(index)].push_back(id);
    }
    std::vector<Bundle> bundles;
    for (auto& [root, bundle] : by_root) bundles.push_back(std::move(bundle));
    std::sort(bundles.begin(), bundles.end());
    return bundles;
  }

 private:
  std::size_t root(std::size_t index) {
    while (parents_[index] != index) {
      parents_[index] = parents_[parents_[index]];
      index = parents_[index];
    }
    return index;
  }

  std::map<std::string, std::size_t> indices_;  // in the order of the ids
  std::vector<std::size_t> parents_;
};

}  // namespace

std::vector<Bundle> bundles_of(std::span<const Plan> plans) {
  Groups groups;
  for (const Plan& plan : plans) {
    for (const PlannedCell& cell : plan.cells) {
      if (cell.node.cell->exclusive) continue;
      const std::size_t own = groups.index_of(cell.node.id);
      for (const std::size_t index : cell.node.prerequisites) {
        groups.join(own, groups.index_of(plan.cells[index].node.id));
      }
    }
  }
  return groups.take();
}

std::set<std::string> shard_of(std::span<const Bundle> bundles,
                               std::size_t index, std::size_t count) {
  std::set<std::string> ids;
  for (const Bundle& bundle : bundles) {
    // 15 of the 32 hexadecimal digits of a hash.
    const std::uint64_t number =
        std::stoull(bundle.front().substr(0, 15), nullptr, 16);
    if (number % count + 1 == index) ids.insert(bundle.begin(), bundle.end());
  }
  return ids;
}

void keep_only(Plan& plan, const std::set<std::string>& ids) {
  for (PlannedCell& cell : plan.cells) {
    if (cell.action != Action::kRun || ids.contains(cell.node.id)) continue;
    cell.action = Action::kSkip;
    cell.status = Status::kInterrupted;
    cell.reason = "of another part";
  }
}

double Packing::imbalance() const { return mean > 0 ? longest / mean - 1 : 0; }

Packing pack(std::span<const double> costs, double seconds, std::size_t most) {
  Packing packing;
  if (costs.empty()) return packing;
  const double total = std::accumulate(costs.begin(), costs.end(), 0.0);
  const double wanted = std::ceil(total / seconds);
  const std::size_t limit = std::min(most, costs.size());
  const std::size_t count =
      wanted < static_cast<double>(limit)
          ? std::max<std::size_t>(1, static_cast<std::size_t>(wanted))
          : limit;
  packing.tasks.resize(count);
  std::vector<std::size_t> order(costs.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return costs[a] > costs[b]; });
  using Load = std::pair<double, std::size_t>;  // seconds, task
  std::priority_queue<Load, std::vector<Load>, std::greater<>> loads;
  for (std::size_t task = 0; task < count; ++task) loads.emplace(0, task);
  for (const std::size_t bundle : order) {
    auto [load, task] = loads.top();
    loads.pop();
    packing.tasks[task].push_back(bundle);
    loads.emplace(load + costs[bundle], task);
    packing.longest = std::max(packing.longest, load + costs[bundle]);
  }
  packing.mean = total / static_cast<double>(count);
  return packing;
}

}  // namespace zipml
