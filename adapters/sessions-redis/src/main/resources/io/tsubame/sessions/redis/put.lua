-- KEYS: values, ends, keys. ARGV: key, value, time to live, most entries, whether it replaces an entry.
-- The value that is there, where it does not; else whether there was room.
if ARGV[5] == '0' then
  local ending = redis.call('ZSCORE', KEYS[2], ARGV[1])
  if ending and tonumber(ending) > now then
    return redis.call('HGET', KEYS[1], ARGV[1])
  end
end
local function sweep(most)
  local ended = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', whole(now), 'LIMIT', 0, most)
  if #ended > 0 then
    redis.call('HDEL', KEYS[1], unpack(ended))
    redis.call('ZREM', KEYS[2], unpack(ended))
    redis.call('ZREM', KEYS[3], unpack(ended))
  end
  return #ended
end
-- More than one ends for each that comes, so what has ended cannot pile up.
sweep(4)
if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0
    and redis.call('HLEN', KEYS[1]) >= tonumber(ARGV[4])
    and sweep(500) == 0 then
  return 0
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('ZADD', KEYS[2], whole(now + tonumber(ARGV[3])), ARGV[1])
redis.call('ZADD', KEYS[3], 0, ARGV[1])
return 1
