-- KEYS: tries. ARGV: how many at once, after how long one is back. 0, or how long to wait.
redis.set_repl(redis.REPL_NONE)
local step = tonumber(ARGV[2])
local full = math.max(tonumber(redis.call('GET', KEYS[1]) or 0), now) + step
local wait = full - now - step * tonumber(ARGV[1])
if wait > 0 then
  return wait
end
redis.call('SET', KEYS[1], whole(full), 'PX', whole(full - now))
return 0
