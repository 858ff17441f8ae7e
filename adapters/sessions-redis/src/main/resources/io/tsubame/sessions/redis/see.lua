-- KEYS: rooms. ARGV: node. What other nodes show of each.
local found = {}
for i, room in ipairs(KEYS) do
  local others = {}
  local all = redis.call('HGETALL', room)
  for field = 1, #all, 2 do
    local ending, shown = string.match(all[field + 1], '^(%d+) (.*)$')
    if all[field] ~= ARGV[1] and ending and tonumber(ending) > now then
      others[#others + 1] = shown
    end
  end
  found[i] = others
end
return found
