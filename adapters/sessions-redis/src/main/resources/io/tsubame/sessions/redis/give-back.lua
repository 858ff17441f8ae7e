-- KEYS: tries. ARGV: how many at once, after how long one is back.
redis.set_repl(redis.REPL_NONE)
local full = tonumber(redis.call('GET', KEYS[1]) or 0) - tonumber(ARGV[2])
if full > now then
  redis.call('SET', KEYS[1], whole(full), 'PX', whole(full - now))
else
  redis.call('DEL', KEYS[1])
end
return 0
