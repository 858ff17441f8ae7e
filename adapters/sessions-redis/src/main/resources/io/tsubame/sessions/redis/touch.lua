-- KEYS: values, ends, keys. ARGV: key, time to live. Whether there was such an entry.
local ending = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[1]) or 0)
if ending <= now then
  return 0
end
local life = tonumber(ARGV[2])
local wanted = now + life
-- A session is touched with every request: not each is worth a write to the disk.
if wanted < ending or wanted - ending > life / 100 then
  redis.call('ZADD', KEYS[2], whole(wanted), ARGV[1])
end
return 1
