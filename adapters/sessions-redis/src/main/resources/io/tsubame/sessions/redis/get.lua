-- KEYS: values, ends, keys. ARGV: key.
local ending = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not ending or tonumber(ending) <= now then
  return false
end
return redis.call('HGET', KEYS[1], ARGV[1])
