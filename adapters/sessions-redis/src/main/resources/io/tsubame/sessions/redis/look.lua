-- KEYS: looked. ARGV: how long, how many to tell at most, rooms. The rooms that are looked at.
redis.set_repl(redis.REPL_NONE)
local ending = whole(now + tonumber(ARGV[1]))
for i = 3, #ARGV - 1 do
  redis.call('ZADD', KEYS[1], ending, ARGV[i])
end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', whole(now))
redis.call('PEXPIRE', KEYS[1], ARGV[1])
return redis.call('ZREVRANGE', KEYS[1], 0, tonumber(ARGV[2]) - 1)
