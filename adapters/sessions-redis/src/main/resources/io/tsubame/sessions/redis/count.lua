-- KEYS: window. ARGV: length. How many in this window, and when it ends.
redis.set_repl(redis.REPL_NONE)
local ending = tonumber(redis.call('HGET', KEYS[1], 'end') or 0)
if ending <= now then
  ending = now + tonumber(ARGV[1])
  redis.call('HSET', KEYS[1], 'used', 0, 'end', whole(ending))
  redis.call('PEXPIRE', KEYS[1], ARGV[1])
end
return { redis.call('HINCRBY', KEYS[1], 'used', 1), ending }
