-- KEYS: rooms. ARGV: node, how long, what the node shows of each.
redis.set_repl(redis.REPL_NONE)
local ending = whole(now + tonumber(ARGV[2]))
for i, room in ipairs(KEYS) do
  redis.call('HSET', room, ARGV[1], ending .. ' ' .. ARGV[2 + i])
  redis.call('PEXPIRE', room, ARGV[2])
end
return #KEYS
