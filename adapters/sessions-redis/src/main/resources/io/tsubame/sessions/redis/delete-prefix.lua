-- KEYS: values, ends, keys. ARGV: least key, the bound above, how many at most. How many there were.
local found = redis.call('ZRANGEBYLEX', KEYS[3], ARGV[1], ARGV[2], 'LIMIT', 0, ARGV[3])
if #found > 0 then
  redis.call('HDEL', KEYS[1], unpack(found))
  redis.call('ZREM', KEYS[2], unpack(found))
  redis.call('ZREM', KEYS[3], unpack(found))
end
return #found
